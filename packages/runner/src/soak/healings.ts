// How long after each fault the ring was ideal again. Pure: fed with faults and sweeps.

import type { Act } from './plan.ts';

export interface Healing {
  readonly act: Act;
  readonly id: number;
  /** When the fault began; of a pause, when it ended. */
  readonly fromMs: number;
  readonly tookMs: number;
}

interface Wound {
  readonly act: Act;
  readonly id: number;
  readonly fromMs: number;
  /** A sweep that began earlier cannot have seen it. */
  readonly sinceMs: number;
}

/** What `Healings` must know of a sweep. */
export interface SweepSpan {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly isIdeal: boolean;
  readonly picture: string;
}

export class Healings {
  readonly done: Healing[] = [];
  #open: Wound[] = [];
  #before: SweepSpan | undefined;

  add(wound: Wound): void {
    this.#open.push(wound);
  }

  /** Faults that the ring has not got over yet. */
  get open(): number {
    return this.#open.length;
  }

  /** Two ideal sweeps in a row that show the same picture are firm; the first of them is the moment. */
  onSweep(sweep: SweepSpan): void {
    const { isIdeal, picture } = sweep;
    const before = this.#before;
    this.#before = sweep;
    if (before === undefined || !before.isIdeal || !isIdeal || before.picture !== picture) return;
    const healed = this.#open.filter(({ sinceMs }) => sinceMs <= before.startedAt);
    this.#open = this.#open.filter(({ sinceMs }) => sinceMs > before.startedAt);
    for (const { act, id, fromMs } of healed) {
      this.done.push({ act, id, fromMs, tookMs: before.endedAt - fromMs });
    }
  }
}
