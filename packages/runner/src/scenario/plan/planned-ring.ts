// The members of a ring as the plan foresees them, rehearsed step by step. Its clock moves only within churns, and by one detection time
// whenever a step waits until the ring is right.

import type { Life, Loss } from './guard.ts';

type State = 'up' | 'paused' | 'gone';

interface Member extends Life {
  readonly state: State;
  /** Whether this is so depends on whom a step finds when it is played. */
  readonly isDoubtful: boolean;
}

export class PlannedRing {
  readonly #windowMs: number;
  readonly #members = new Map<number, Member>();
  /** Steps that may have taken a peer by chance, each named as an error must name it. */
  readonly #risks = new Map<number, Set<string>>();
  nowMs = 0;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  get windowMs(): number {
    return this.#windowMs;
  }

  /** Whoever lives, or was lost so lately that the guard minds. */
  lives(): readonly Life[] {
    const sinceMs = this.nowMs - this.#windowMs;
    return [...this.#members.values()].filter(
      ({ isUp, lostAt }) => isUp || (lostAt !== undefined && lostAt > sinceMs),
    );
  }

  /** Members that surely run, in the order of ids. */
  up(): readonly number[] {
    return this.#where((member) => member.state === 'up' && !member.isDoubtful);
  }

  paused(): readonly number[] {
    return this.#where((member) => member.state === 'paused');
  }

  /** Everybody who ever ran. */
  everybody(): readonly number[] {
    return this.#where(() => true);
  }

  /** Is it sure who is a member? */
  isSure(): boolean {
    return [...this.#members.values()].every(({ isDoubtful }) => !isDoubtful);
  }

  /** How many processes there are, standing still or not. */
  running(): number {
    return this.#where(({ state }) => state !== 'gone').length;
  }

  stateOf(id: number): State | undefined {
    return this.#members.get(id)?.state;
  }

  enter(id: number, isSettled: boolean = false): void {
    const upAt = isSettled ? this.nowMs - this.#windowMs : this.nowMs;
    const former = this.#members.get(id);
    const lost = isSettled ? undefined : former;
    this.#members.set(id, {
      id,
      isUp: true,
      upAt,
      lostAt: lost?.lostAt,
      takenAt: lost?.takenAt,
      state: 'up',
      isDoubtful: false,
    });
    this.#risks.delete(id);
  }

  lose(id: number, by: Loss, isDoubtful: boolean = false): void {
    const former = this.#members.get(id);
    if (former === undefined) return;
    const state = by === 'pause' ? 'paused' : 'gone';
    const takenAt = by === 'leave' ? former.takenAt : this.nowMs;
    this.#members.set(id, { ...former, isUp: false, lostAt: this.nowMs, takenAt, state, isDoubtful });
  }

  /** A step has waited until the ring is right: lists are mended, newcomers are known. */
  settle(): void {
    this.nowMs += this.#windowMs;
  }

  /** A step has drawn among these: each of them may have been taken. */
  risk(ids: readonly number[], by: string): void {
    for (const id of ids) this.#risks.set(id, (this.#risks.get(id) ?? new Set()).add(by));
  }

  /** Those whom that step took are back. */
  endRisk(by: string): void {
    for (const risks of this.#risks.values()) risks.delete(by);
  }

  /** A step, other than `own`, that may have taken this peer by chance. */
  riskOf(id: number, own?: string): string | undefined {
    return [...(this.#risks.get(id) ?? [])].find((risk) => risk !== own);
  }

  #where(holds: (member: Member) => boolean): readonly number[] {
    return [...this.#members.values()]
      .filter(holds)
      .map(({ id }) => id)
      .toSorted((a, b) => a - b);
  }
}
