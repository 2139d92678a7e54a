// Does a ring become ideal on every fair schedule, when nothing befalls it any more? At the grain of operations an action either changes nothing or
// brings the ring forward, if no scene can come round to itself: then whatever order the peers take, they end where no action changes anything.

import { calm } from './actions.ts';
import { tidy } from './canon.ts';
import type { Explorer } from './explorer.ts';
import { Scene } from './scene.ts';
import { isIdeal } from './start.ts';

export interface Convergence {
  /** Scenes that lead back to themselves, by number; none when every schedule ends. */
  readonly circle: readonly number[];
  /** A scene in which no action changes anything, though it is not ideal. */
  readonly dead: number | undefined;
  /** The most actions that change anything, on any schedule from any scene. */
  readonly longest: number;
}

/** Of all scenes that an exhaustive exploration met. */
export function convergence(explorer: Explorer): Convergence {
  const { size } = explorer.scenes;
  /** 0: not seen. -1: on the path. Otherwise 1 + the longest way to rest. */
  const lengths = new Int32Array(size);
  for (let root = 0; root < size; root += 1) {
    if (lengths[root] !== 0) continue;
    const path: { readonly index: number; readonly next: readonly number[]; at: number; longest: number }[] =
      [];
    const enter = (index: number): void => {
      lengths[index] = -1;
      path.push({ index, next: nextOf(explorer, index), at: 0, longest: 0 });
    };
    enter(root);
    for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
      const to = last.next[last.at];
      last.at += 1;
      if (to === undefined) {
        if (last.next.length === 0 && !isAtRest(explorer, last.index))
          return { circle: [], dead: last.index, longest: 0 };
        lengths[last.index] = last.longest + 1;
        path.pop();
        const above = path.at(-1);
        if (above !== undefined) above.longest = Math.max(above.longest, last.longest + 1);
      } else if (lengths[to] === -1) {
        const from = path.findIndex(({ index }) => index === to);
        return { circle: path.slice(from).map(({ index }) => index), dead: undefined, longest: 0 };
      } else if (lengths[to] === 0) enter(to);
      else last.longest = Math.max(last.longest, lengths[to] ?? 0);
    }
  }
  return {
    circle: [],
    dead: undefined,
    longest: lengths.reduce((most, length) => Math.max(most, length), 1) - 1,
  };
}

/** The scenes that calm actions lead to, without those that change nothing. One that only turns the ring is a change. */
function nextOf(explorer: Explorer, index: number): readonly number[] {
  const { stage } = explorer;
  const scene = new Scene(stage.model.places);
  explorer.read(index, scene);
  const next = new Set<number>();
  explorer.actions.each(scene, calm, (_kind, _place, _about, after) => {
    tidy(after, stage.moves);
    if (isSame(scene, after)) return;
    const found = explorer.find(after);
    if (found === -1) throw new RangeError('a scene was never met; the exploration is not exhaustive');
    next.add(found);
  });
  return [...next];
}

function isSame(one: Scene, other: Scene): boolean {
  return (
    one.mail.length === other.mail.length &&
    one.places.every((local, place) => local === other.places[place]) &&
    one.mail.every((word, slot) => word === other.mail[slot])
  );
}

function isAtRest(explorer: Explorer, index: number): boolean {
  const scene = new Scene(explorer.stage.model.places);
  explorer.read(index, scene);
  return isIdeal(explorer.stage, scene);
}
