// Breadth first through every scene that can be reached, each met once, so that the way to a broken rule is a shortest one.

import { Actions, everything, type Extent } from './actions.ts';
import { tidy } from './canon.ts';
import type { Model } from './model.ts';
import { Recovery } from './recovery.ts';
import { Rules, type Breach } from './rules.ts';
import { Scene } from './scene.ts';
import { SceneSet } from './scene-set.ts';
import { spell, unspell, wordsMax } from './spelling.ts';
import { Stage } from './stage.ts';
import { idealScene } from './start.ts';

export interface Counterexample {
  readonly breach: Breach;
  /** The scene it was reached from, and the one in which it shows. */
  readonly before: number;
  readonly scene: Scene;
}

export interface Search {
  readonly model: Model;
  /** The places of those who are members in the beginning. */
  readonly members: readonly number[];
  /** Every how many scenes recovery is looked at: 1 is all, 0 none. */
  readonly recoverEvery: number;
  /** At most so many faults, and first everything that can happen with fewer. Without it: breadth first, however many. */
  readonly faultsMax?: number | undefined;
  /** What counts as a fault: a loss and a join, or only a loss. */
  readonly counted?: 'both' | 'losses' | undefined;
}

export class Explorer {
  readonly stage: Stage;
  readonly actions: Actions;
  readonly scenes: SceneSet;
  readonly start: Scene;
  readonly recovery: Recovery;
  readonly search: Search;
  transitions = 0;
  /** Scenes from which recovery was tried. */
  recovered = 0;
  /** Steps from the start to the scenes that are looked at now. */
  depth = 0;
  /** Faults on the way to them, when those are bounded. */
  faults = 0;
  /** The most letters on their way at once. */
  mostMail = 0;
  counterexample: Counterexample | undefined;
  /** Scenes that were looked at. */
  done = 0;
  readonly #rules: Rules;
  readonly #words = new Int32Array(wordsMax);
  readonly #scene: Scene;
  readonly #spare: Scene;
  #depthEnds = 1;
  /** With bounded faults: the next scene to suffer one, and where those end that have suffered fewer. */
  #struck = 0;
  #layerEnds = 0;

  constructor(search: Search) {
    const { model, members } = search;
    this.search = search;
    this.stage = new Stage(model);
    this.actions = new Actions(this.stage);
    this.scenes = new SceneSet(model.places);
    this.start = idealScene(this.stage, members);
    this.recovery = new Recovery(this.stage);
    this.#rules = new Rules(this.stage, this.start);
    this.#scene = new Scene(model.places);
    this.#spare = new Scene(model.places);
    this.#meet(this.start.copy(), -1);
  }

  get isDone(): boolean {
    return this.counterexample !== undefined || (this.done === this.scenes.size && !this.#hasMoreFaults());
  }

  /** Looks at so many more scenes. */
  advance(count: number): void {
    for (let each = 0; each < count && !this.isDone; each += 1) {
      if (this.done < this.scenes.size) this.#lookAt(this.done);
      else this.#strike();
    }
  }

  #lookAt(index: number): void {
    if (index === this.#depthEnds) {
      this.depth += 1;
      this.#depthEnds = this.scenes.size;
    }
    const { faultsMax, counted } = this.search;
    const isBounded = faultsMax !== undefined;
    this.#expand(index, {
      ...everything,
      losses: !isBounded,
      joins: !isBounded || counted === 'losses',
    });
    this.done += 1;
  }

  #hasMoreFaults(): boolean {
    const { faultsMax } = this.search;
    return faultsMax !== undefined && this.faults < faultsMax && this.#struck < this.scenes.size;
  }

  /** Everything that can happen with so many faults was met: one more fault for each of those scenes. */
  #strike(): void {
    const { counted } = this.search;
    this.#layerEnds = this.scenes.size;
    for (; this.#struck < this.#layerEnds && this.counterexample === undefined; this.#struck += 1)
      this.#expand(this.#struck, {
        ...everything,
        others: false,
        forgetting: false,
        joins: counted !== 'losses',
      });
    this.faults += 1;
  }

  #expand(index: number, extent: Extent): void {
    this.read(index, this.#scene);
    this.actions.each(this.#scene, extent, (_kind, _place, _about, next) => {
      this.transitions += 1;
      if (this.counterexample === undefined) this.#meet(next, index);
    });
  }

  /** The scene with that number. */
  read(index: number, scene: Scene): void {
    this.scenes.read(index, this.#words);
    unspell(this.#words, scene);
  }

  /** The number of a scene that was met, turned or not; -1 when it was not. */
  find(scene: Scene): number {
    return this.scenes.find(this.#words, spell(scene, this.stage.model.turns, this.#words));
  }

  #meet(scene: Scene, before: number): void {
    const { stage } = this;
    if (stage.fault !== undefined) return this.#broken(stage.fault, scene, before);
    tidy(scene, stage.moves);
    const length = spell(scene, stage.model.turns, this.#words);
    if (!this.scenes.add(this.#words, length, before)) return;
    this.mostMail = Math.max(this.mostMail, scene.mail.length);
    const breach = this.#rules.broken(scene) ?? this.#stuck(scene);
    if (breach !== undefined) this.#broken(breach, scene, before);
  }

  #broken(breach: Breach, scene: Scene, before: number): void {
    this.counterexample ??= { breach, before, scene: scene.copy() };
  }

  #stuck(scene: Scene): Breach | undefined {
    const every = this.search.recoverEvery;
    if (every === 0 || this.scenes.size % every !== 0) return undefined;
    this.recovered += 1;
    this.#spare.become(scene);
    return this.recovery.hindrance(this.#spare);
  }
}
