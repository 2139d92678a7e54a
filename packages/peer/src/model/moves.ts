// What the core does: of one peer's state and one stimulus, the next state and the letters it sends. Each is asked of the core once and kept,
// so that a step of a whole ring costs a look into a table.

import type { Contact, Input, RingState } from '../ring/index.ts';
import { stepViolations } from '../sim/index.ts';
import { Catalogue } from './catalogue.ts';
import { essenceOf } from './essence.ts';
import { letterOf } from './letter.ts';
import type { Model } from './model.ts';
import { prepared, type Stimulus } from './stimulus.ts';
import { now, openN, openQuestion } from './unfold.ts';
import { contactOf, nobody, seenFrom, stepsTo, stepsToAddress, whoAt, type Who } from './who.ts';

/** A peer that does not take part and does not try to. */
export const absent = 0;

export interface Move {
  readonly local: number;
  /** Receivers, in steps, and letters, in turn. */
  readonly sent: readonly number[];
  /** The answer to what was asked before is awaited no more. */
  readonly endsQuestion: boolean;
  /** What no step of one peer may do, and it did. */
  readonly fault: string | undefined;
}

export class Moves {
  readonly catalogue: Catalogue;
  readonly #model: Model;
  readonly #moves: Map<Stimulus, Move>[] = [];
  readonly #newcomers: Move[] = [];
  readonly #requests: number[] = [];
  readonly #pongs = new Map<number, number>();
  size = 0;

  constructor(model: Model) {
    this.#model = model;
    this.catalogue = new Catalogue(model);
  }

  of(local: number, stimulus: Stimulus): Move {
    const moves = (this.#moves[local] ??= new Map());
    const known = moves.get(stimulus);
    if (known !== undefined) return known;
    const move = this.#ask(local, stimulus);
    moves.set(stimulus, move);
    this.size += 1;
    return move;
  }

  #ask(local: number, stimulus: Stimulus): Move {
    const before = this.catalogue.local(local).state;
    const letterAt = (letter: number): ReturnType<Catalogue['note']>['letter'] =>
      this.catalogue.note(letter).letter;
    const [state, input] = prepared(before, stimulus, letterAt);
    return input === undefined ? this.#move(before, state, [], undefined) : this.#step(before, state, input);
  }

  /** The first moment of a joiner. */
  newcomer(life: number): Move {
    const known = this.#newcomers[life];
    if (known !== undefined) return known;
    const { core, options } = this.#model;
    const state = core.initialState(options, contactOf(whoAt(0, life)), 1);
    return (this.#newcomers[life] = this.#step(state, state, { kind: 'join', via: ['1'], stored: [] }));
  }

  /** The letter in which that joiner asks for its place. */
  request(from: Who): number {
    return (this.#requests[from] ??= this.catalogue.numberOfLetter({
      kind: 'find',
      from,
      pred: nobody,
      succ: [],
    }));
  }

  /** What somebody in that local state says in a ping, to the peer that sees it as `from`. */
  pong(local: number, from: Who): number {
    const key = local * 64 + from;
    const known = this.#pongs.get(key);
    if (known !== undefined) return known;
    const { places } = this.#model;
    const { succ } = this.catalogue.local(local).essence;
    const steps = (places - stepsTo(from)) % places;
    const read = succ.slice(0, 1).map((who) => seenFrom(who, steps, places));
    const number = this.catalogue.numberOfLetter({ kind: 'pong', from, pred: nobody, succ: read });
    this.#pongs.set(key, number);
    return number;
  }

  #step(before: RingState, state: RingState, input: Input): Move {
    const { core, places } = this.#model;
    const { state: after, effects } = core.step(state, input, now);
    const sent: number[] = [];
    for (const effect of effects) {
      if (effect.kind !== 'send') continue;
      const { message, to } = effect;
      // Asked and given up in the same step: nobody waits for the answer.
      if (message.kind === 'ask-state' && message.n !== openQuestion(after)) continue;
      const steps = stepsToAddress(to);
      const letter = letterOf(message, after.self.epoch, steps, places);
      if (letter !== undefined) sent.push(steps, this.catalogue.numberOfLetter(letter));
    }
    const [broken] = stepViolations({ self: after.self, state: after, lagMs: 0 }, state, input, effects, now);
    const fault = broken === undefined ? undefined : `did in one step what no peer may do (${broken.rule})`;
    return this.#move(before, after, sent, fault ?? revival(before, after));
  }

  #move(before: RingState, after: RingState, sent: readonly number[], fault: string | undefined): Move {
    const essence = essenceOf(after, this.#model.failures === 'any');
    return {
      local: essence === undefined ? absent : this.catalogue.numberOf(essence),
      sent,
      endsQuestion: openQuestion(before) !== undefined && openQuestion(after) !== openN,
      fault,
    };
  }
}

/** A life that was left behind is never taken up again. */
function revival(before: RingState, after: RingState): string | undefined {
  const lists = [...after.succ, ...after.pred];
  const isEarlier = ({ id, epoch }: Contact): boolean =>
    epoch < (after.known.get(id)?.epoch ?? 0) || epoch < (before.known.get(id)?.epoch ?? 0);
  return lists.some(isEarlier) ? 'took a life that it knows to be over into a list' : undefined;
}
