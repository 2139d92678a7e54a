// What the sweeps have shown: the state in every second, and the spells in which the ring was not ideal. Pure.

import { ringStates, type RingState } from '@ringside/peer/survey';
import type { Sweep } from './sweep.ts';

export interface Second {
  readonly second: number;
  /** The worst state that was seen in it, in the words of that sweep; the last known when none ended in it. */
  readonly state: RingState;
  readonly line: string;
  readonly living: number;
  readonly stopped: number;
  readonly sweeps: number;
  /** At the end of this second. Null when the ring was ideal then. */
  readonly notIdealForMs: number | null;
}

export class History {
  readonly seconds: Second[] = [];
  readonly #anyhow = new Spells();
  readonly #unstopped = new Spells();
  #ofThisSecond: Sweep[] = [];
  #last: Sweep | undefined;

  /** The last sweep. */
  get last(): Sweep | undefined {
    return this.#last;
  }

  get isIdeal(): boolean {
    return this.#anyhow.since === undefined;
  }

  onSweep(sweep: Sweep): void {
    this.#last = sweep;
    this.#ofThisSecond.push(sweep);
    this.#anyhow.onSweep(sweep, !sweep.isIdeal);
    this.#unstopped.onSweep(sweep, !sweep.isIdeal && sweep.stopped === 0);
  }

  /** Closes the second that ends now. Undefined before the first sweep. */
  onSecond(nowMs: number): Second | undefined {
    const sweeps = this.#ofThisSecond;
    const worst = sweeps.toSorted((a, b) => rank(a) - rank(b))[0] ?? this.#last;
    this.#ofThisSecond = [];
    if (worst === undefined) return undefined;
    const { verdict, living, stopped } = worst;
    const closed = {
      second: Math.round(nowMs / 1_000),
      state: verdict.state,
      line: verdict.line,
      living,
      stopped,
      sweeps: sweeps.length,
      notIdealForMs: this.#anyhow.since === undefined ? null : nowMs - this.#anyhow.since,
    };
    this.seconds.push(closed);
    return closed;
  }

  /** The longest time not ideal, and the longest in which nobody was stopped. What is under way counts up to now. */
  longest(nowMs: number): { readonly anyhowMs: number; readonly unstoppedMs: number } {
    return { anyhowMs: this.#anyhow.longest(nowMs), unstoppedMs: this.#unstopped.longest(nowMs) };
  }
}

/** From the first sweep that saw something to the end of the next that did not. */
class Spells {
  since: number | undefined;
  #longestMs = 0;

  onSweep({ startedAt, endedAt }: Sweep, isSeen: boolean): void {
    if (isSeen) this.since ??= startedAt;
    else {
      this.#longestMs = this.longest(endedAt);
      this.since = undefined;
    }
  }

  longest(nowMs: number): number {
    return Math.max(this.#longestMs, this.since === undefined ? 0 : nowMs - this.since);
  }
}

function rank({ verdict }: Sweep): number {
  return ringStates.indexOf(verdict.state);
}
