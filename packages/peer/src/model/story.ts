// A way through the model in plain words: a line for each step, and what it changed, drawn as the simulator draws a ring (pred < peer > successors).

import type { Action } from './actions.ts';
import type { Local } from './facts.ts';
import { absent } from './moves.ts';
import { letterIn, type Scene } from './scene.ts';
import type { Stage } from './stage.ts';
import type { Step, Way } from './way.ts';
import { lifeOf, nobody, type Who } from './who.ts';

export class Storyteller {
  readonly #stage: Stage;
  readonly #names: readonly string[];

  /** `names`: what the peer at each place is called. */
  constructor(stage: Stage, names: readonly string[]) {
    this.#stage = stage;
    this.#names = names;
  }

  /** The whole story, line by line. */
  tell(start: Scene, { steps, breach }: Way): readonly string[] {
    const told = steps.map((step, place) => `${String(place + 1).padStart(2)}. ${this.#line(step)}`);
    const who = breach.place === undefined ? '' : `peer ${this.#names[breach.place]} `;
    return [
      'In the beginning:',
      ...this.draw(start),
      ...told,
      `Broken (${breach.rule}): ${who}${breach.words}.`,
      ...this.draw(steps.at(-1)?.after ?? start),
    ];
  }

  /** One line a peer. */
  draw(scene: Scene): readonly string[] {
    return [...scene.places.keys()].flatMap((place) => {
      const line = this.#drawn(scene, place);
      return line === undefined ? [] : [`    ${line}`];
    });
  }

  #drawn(scene: Scene, place: number): string | undefined {
    const local = this.#stage.local(scene, place);
    if (local === undefined) return undefined;
    const { phase, life, pred, succ } = local.essence;
    const name = this.#named(place, life);
    if (phase === 'joining') return `${name} (joining)`;
    return `${this.#listed(place, [pred])} < ${name} > ${this.#listed(place, succ)}${phase === 'isolated' ? ' (isolated)' : ''}`;
  }

  #line({ action, before, after }: Step): string {
    const changed = [...after.places.keys()]
      .map((place) => [this.#drawn(before, place), this.#drawn(after, place)] as const)
      .flatMap(([was, is]) => (is === undefined || is === was ? [] : [is]));
    const then = changed.length === 0 ? '' : `   => ${changed.join('; ')}`;
    return `${this.#words(action, before)}${then}`;
  }

  #words({ kind, place, about }: Action, before: Scene): string {
    const name = this.#named(place, this.#stage.local(before, place)?.essence.life ?? 1);
    const who = (): string => this.#name(place, about);
    switch (kind) {
      case 'timer':
        return this.#roundOf(before, place, name);
      case 'told':
        return `${this.#roundOf(before, place, name)}, after it told of a change`;
      case 'deliver':
        return this.#reading(before, about, place);
      case 'silence':
        return `${name} waits in vain for an answer, and goes on`;
      case 'retry':
        return `${name} asks its successor once more`;
      case 'verdict':
        return `${name} finds ${who()} dead`;
      case 'heard':
        return `${name} hears ${who()} answer its ping`;
      case 'forget':
        return `${name} forgets that ${who()} was silent`;
      case 'fail':
        return `${name} fails`;
      case 'join':
        return `${name} wants to join, and ${this.#names[about]} holds itself for the one before it`;
    }
  }

  #roundOf(before: Scene, place: number, name: string): string {
    const head = this.#stage.local(before, place)?.essence.succ[0];
    if (head === undefined) return `${name} looks for anybody it ever knew`;
    const at = this.#stage.placeOf(place, head);
    const isThere = (before.places[at] ?? absent) !== absent;
    return `${name} begins a round: asks ${this.#name(place, head)}${isThere ? ', which says where it stands' : ', which is dead'}`;
  }

  #reading(before: Scene, slot: number, place: number): string {
    const { kind, from, pred, succ } = this.#stage.moves.catalogue.note(
      letterIn(before.mail[slot] ?? 0),
    ).letter;
    const name = this.#named(place, this.#stage.local(before, place)?.essence.life ?? 1);
    const sender = this.#name(place, from);
    const list = this.#listed(place, succ);
    switch (kind) {
      case 'ask-state':
        return `${name} is asked by ${sender}, and says where it stands`;
      case 'state':
        return `${name} reads that ${sender} stood at ${this.#listed(place, [pred])} < ${sender} > ${list}`;
      case 'not-member':
        return `${name} reads that ${sender} is no member`;
      case 'notify':
        return `${name} reads that ${sender} holds it for its successor`;
      case 'candidate':
        return `${name} reads that ${sender} may be its successor`;
      case 'find':
        return `${name} is asked for the place of ${sender}`;
      case 'pong':
        return `${name} hears ${sender} answer its ping`;
      case 'found':
        return `${name} reads that its place is behind ${sender}, before ${list}`;
    }
  }

  #listed(place: number, list: readonly Who[]): string {
    return (
      list
        .filter((who) => who !== nobody)
        .map((who) => this.#name(place, who))
        .join(' ') || '-'
    );
  }

  #name(place: number, who: Who): string {
    return this.#named(this.#stage.placeOf(place, who), lifeOf(who));
  }

  /** A later life wears a mark. */
  #named(place: number, life: Local['essence']['life']): string {
    return `${this.#names[place] ?? '?'}${"'".repeat(life - 1)}`;
  }
}
