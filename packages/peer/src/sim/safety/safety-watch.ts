// Looks after every event whether the rules of the ring hold. Some of them are promised only while no peer has lost its whole list at once
// nobody living was held dead, and no two have one id (the assumption of every known proof); when that ends, they rest until the ring is
// ideal again.

import type { Effect, Input, RingState } from '../../ring/index.ts';
import { isIdeal, living, members, sharedId } from '../census.ts';
import type { Seat } from '../seat.ts';
import type { Simulation } from '../simulation.ts';
import type { Observer } from '../simulation-options.ts';
import { LookupRule } from './lookup-rule.ts';
import { principals } from './principals.ts';
import { firstAlive, ringMembers, ringsOf, ringViolations, stayingMembers } from './ring-rules.ts';
import { isListLost } from './survival.ts';
import { stateViolations } from './state-rules.ts';
import { stepViolations } from './step-rules.ts';
import type { Violation } from './violation.ts';

export interface Found extends Violation {
  readonly at: number;
  /** Which event of the history it was. */
  readonly event: number;
}

const lookAgainMs = 250;

export class SafetyWatch implements Observer {
  readonly lookups: LookupRule;
  readonly found: Found[] = [];
  /** Why the assumption does not hold at present. */
  doubt: string | undefined;
  /** How often it ended. */
  doubts = 0;
  /** Events at which it held. */
  sureEvents = 0;
  readonly #simulation: Simulation;
  #principals = 0;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
    this.lookups = new LookupRule(simulation);
  }

  onStep(seat: Seat, before: RingState, input: Input, effects: readonly Effect[]): void {
    const { state } = seat;
    const { now } = this.#simulation;
    if (this.doubt === undefined) this.sureEvents += 1;
    for (const violation of stateViolations(seat, now, before)) this.report(violation);
    for (const violation of stepViolations(seat, before, input, effects, now)) this.report(violation);
    for (const effect of effects) this.#onEffect(seat, effect);
    // It may be joined, and come back with whom it knows: a second ring until they merge.
    if (state.phase === 'isolated') this.#suspend(`peer ${seat.self.id} is isolated`);
    if (state.phase === 'leaving' && before.phase !== 'leaving') this.onLoss(seat);
    else if (state.succ !== before.succ || state.phase !== before.phase) this.#checkRing();
  }

  #onEffect(seat: Seat, effect: Effect): void {
    if (effect.kind === 'lookup-ended') {
      const violation = this.lookups.answered(effect.tag);
      if (violation !== undefined && this.doubt === undefined) this.report(violation);
    }
    if (effect.kind === 'end') this.lookups.lost(seat.self.id);
    if (effect.kind !== 'announce') return;
    const { notice } = effect;
    if (notice.event === 'died') {
      const isAlive = members(this.#simulation).some(({ self }) => self.id === notice.peer);
      if (isAlive) this.#suspend(`peer ${seat.self.id} held the living peer ${notice.peer} dead`);
    }
  }

  /** A peer has crashed or left: does what is promised still have to hold? */
  onLoss(seat: Seat): void {
    this.lookups.lost(seat.self.id);
    const alive = new Map(stayingMembers(this.#simulation).map(({ self }) => [self.id, self]));
    const taking = ringMembers(this.#simulation);
    const lost = taking.find(
      (each) => firstAlive(each.state.succ, alive) === undefined && !each.state.isAlone,
    );
    if (lost !== undefined) return this.#suspend(`peer ${lost.self.id} lost its whole list`);
    if (isListLost(this.#simulation, alive)) return this.#suspend('nobody lives of a list on its way');
    const standing = principals(this.#simulation).length;
    const { successorsMax } = this.#simulation.options;
    if (standing <= successorsMax) this.#suspend(`${standing} principals are left`);
    this.#principals = standing;
  }

  #suspend(why: string): void {
    if (this.doubt === undefined) {
      this.doubts += 1;
      this.#lookAgain();
    }
    this.doubt = why;
  }

  #lookAgain(): void {
    this.#simulation.at(this.#simulation.now + lookAgainMs, () => {
      const { successorsMax } = this.#simulation.options;
      if (!isIdeal(this.#simulation) || principals(this.#simulation).length <= successorsMax)
        return this.#lookAgain();
      this.begin();
    });
  }

  /** The ring is ideal: from now on everything that is promised must hold. */
  begin(): void {
    this.doubt = undefined;
    this.lookups.restart(living(this.#simulation).map(({ self }) => self.id));
    this.#principals = principals(this.#simulation).length;
  }

  #checkRing(): void {
    if (this.doubt !== undefined) return;
    const twin = sharedId(this.#simulation);
    if (twin !== undefined) return this.#suspend(`two members have the id ${twin}`);
    for (const violation of ringViolations(ringsOf(this.#simulation))) this.report(violation);
    const settled = principals(this.#simulation);
    this.lookups.settled(settled);
    const standing = settled.length;
    const { successorsMax } = this.#simulation.options;
    if (standing <= successorsMax && this.#principals > successorsMax)
      this.report({
        rule: 'principals',
        words: `${standing} principals of ${members(this.#simulation).length} members, fewer than ${successorsMax + 1}`,
      });
    this.#principals = standing;
  }

  report(violation: Violation): void {
    this.found.push({ ...violation, at: this.#simulation.now, event: this.#simulation.history.events });
  }
}
