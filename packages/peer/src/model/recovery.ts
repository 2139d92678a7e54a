// When no peer joins or fails any more, does the ring become ideal? What is under way ends, then round after round each peer's verdicts fall and
// its timer fires, in turn. One fair continuation of every scene; at the grain of operations `convergence.ts` looks at all of them.

import { tidy } from './canon.ts';
import { drain, probe } from './drain.ts';
import type { Breach } from './rules.ts';
import type { Scene } from './scene.ts';
import { spell, wordsMax } from './spelling.ts';
import type { Stage } from './stage.ts';
import { isIdeal } from './start.ts';
import { timer } from './stimulus.ts';

/** Far more than any ring of this size needs. */
const roundsMax = 24;

export class Recovery {
  readonly #stage: Stage;
  /** Rounds that a quiet scene takes, by its spelling; Infinity when it never gets there. */
  readonly #rounds = new Map<string, number>();
  readonly #words = new Int32Array(wordsMax);
  /** The most rounds that any scene took. */
  longest = 0;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** What keeps the ring from becoming ideal, if anything does. The scene is used up. */
  hindrance(scene: Scene): Breach | undefined {
    const stage = this.#stage;
    const passed: string[] = [];
    let rounds = Number.POSITIVE_INFINITY;
    for (let round = 0; round <= roundsMax; round += 1) {
      if (!drain(stage, scene))
        return {
          rule: 'storm',
          place: undefined,
          words: 'letters call for letters without end, before any timer',
        };
      if (stage.fault !== undefined)
        return { ...stage.fault, words: `${stage.fault.words}, when nothing befell the ring any more` };
      tidy(scene, stage.moves);
      const spelling = this.#spelling(scene);
      const known = isIdeal(stage, scene) || !hasMember(stage, scene) ? 0 : this.#rounds.get(spelling);
      if (known !== undefined) {
        rounds = known;
        break;
      }
      passed.push(spelling);
      playRound(stage, scene);
    }
    for (const spelling of passed.toReversed()) {
      rounds += 1;
      this.#rounds.set(spelling, rounds);
    }
    if (rounds === Number.POSITIVE_INFINITY)
      return {
        rule: 'recovery',
        place: undefined,
        words: 'nothing befalls the ring any more, and it never becomes ideal',
      };
    this.longest = Math.max(this.longest, rounds);
    return undefined;
  }

  #spelling(scene: Scene): string {
    // Not turned: the round begins at place 0.
    const length = spell(scene, false, this.#words);
    return this.#words.subarray(0, length).join(' ');
  }
}

/** Without a member there is no ring, and nothing to join. */
function hasMember(stage: Stage, scene: Scene): boolean {
  return [...scene.places.keys()].some((place) => stage.local(scene, place)?.takesPart === true);
}

/** Each peer in turn: its verdicts, its pings, its round; and all that follows. */
export function playRound(stage: Stage, scene: Scene): void {
  for (let place = 0; place < scene.places.length; place += 1) {
    const local = stage.local(scene, place);
    if (local === undefined) continue;
    if (!local.takesPart) joinAgain(stage, scene, place);
    for (const who of local.watched) {
      if (stage.isAlive(scene, place, who)) continue;
      probe(stage, scene, place, who);
      drain(stage, scene);
    }
    stage.give(scene, place, timer, true);
    drain(stage, scene);
  }
}

function joinAgain(stage: Stage, scene: Scene, place: number): void {
  if (!stage.isSeeking(scene, place)) return;
  for (let via = 0; via < scene.places.length; via += 1) {
    if (stage.local(scene, via)?.takesPart !== true) continue;
    const next = scene.copy();
    if (!stage.join(next, place, via)) continue;
    scene.become(next);
    drain(stage, scene);
    return;
  }
}
