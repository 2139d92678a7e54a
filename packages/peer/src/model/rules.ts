// What must hold in every scene (Zave 2017, section 6). The shape of the ring is judged by the survey, like everybody's.

import type { Identifier } from '../ring/index.ts';
import { cycles, windings } from '../survey/index.ts';
import { countOf, principals } from './principals.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';

export type Rule = 'live-successor' | 'one-ring' | 'lists' | 'principals' | 'step' | 'storm' | 'recovery';

/** A rule that is broken: by whom, if by one peer, and how. */
export interface Breach {
  readonly rule: Rule;
  readonly place: number | undefined;
  readonly words: string;
}

export class Rules {
  readonly #stage: Stage;
  /** Did the ring begin with enough principals, and does no loss take them away? */
  readonly #needsPrincipals: boolean;
  readonly #shapes = new Map<number, string>();

  constructor(stage: Stage, start: Scene) {
    this.#stage = stage;
    const { failures, options } = stage.model;
    const keepsThem = failures !== 'kept-list' && failures !== 'any';
    this.#needsPrincipals = keepsThem && countOf(principals(stage, start)) > options.successorsMax;
  }

  /** The first rule that is broken. */
  broken(scene: Scene): Breach | undefined {
    const stage = this.#stage;
    const { places, options, failures } = stage.model;
    let shape = 0;
    for (let place = 0; place < places; place += 1) {
      const local = stage.local(scene, place);
      shape *= places + 1;
      if (local === undefined || !local.takesPart || local.isIsolated) continue;
      if (local.fault !== undefined) return { rule: 'lists', place, words: `has ${local.fault}` };
      const { succ, isAlone } = local.essence;
      const live = succ.find((who) => stage.isAlive(scene, place, who));
      if (live === undefined && !(isAlone && succ.length === 0) && failures !== 'any')
        return { rule: 'live-successor', place, words: 'has no live successor' };
      shape += 1 + (live === undefined ? place : stage.placeOf(place, live));
    }
    if (failures === 'any') return undefined;
    const wrong = this.#wrongShape(shape);
    if (wrong !== '') return { rule: 'one-ring', place: undefined, words: wrong };
    if (!this.#needsPrincipals) return undefined;
    const standing = countOf(principals(stage, scene));
    return standing > options.successorsMax
      ? undefined
      : {
          rule: 'principals',
          place: undefined,
          words: `only ${standing} principals are left, and nobody failed`,
        };
  }

  /** Of the map from each member to its live successor, a digit a place. */
  #wrongShape(shape: number): string {
    const known = this.#shapes.get(shape);
    if (known !== undefined) return known;
    const words = wordsOn(this.#ringsOf(shape));
    this.#shapes.set(shape, words);
    return words;
  }

  #ringsOf(shape: number): readonly (readonly Identifier[])[] {
    const { places } = this.#stage.model;
    const next = new Map<Identifier, Identifier>();
    let rest = shape;
    for (let place = places - 1; place >= 0; place -= 1) {
      const digit = rest % (places + 1);
      rest = (rest - digit) / (places + 1);
      if (digit > 0) next.set(idOf(place), idOf(digit - 1));
    }
    return cycles(next);
  }
}

function idOf(place: number): Identifier {
  return place as Identifier; // oxlint-disable-line typescript/no-unsafe-type-assertion -- The survey walks over ids; places are as good.
}

function wordsOn(rings: readonly (readonly Identifier[])[]): string {
  const [first] = rings;
  if (rings.length > 1) return `${rings.length} rings`;
  if (first !== undefined && windings(first) > 1) return `the ring winds ${windings(first)} times`;
  return '';
}
