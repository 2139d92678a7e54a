// What clients of simulated peers wait for.

import type { CallOutcome } from '../../keys/index.ts';
import type { KeeperSeat } from './keeper-seat.ts';

/** How a client's call ended; the bytes of a request. */
export interface CallEnd {
  readonly outcome: CallOutcome;
  readonly content: Uint8Array | undefined;
}

interface Call {
  readonly end: (end: CallEnd) => void;
  readonly keeper: KeeperSeat;
  content: Uint8Array | undefined;
}

/** Below are the tags of walks that the ring's own studies ask for. */
export const firstCallTag = 1_000_000_000;

export class Calls {
  readonly #calls = new Map<number, Call>();
  #tag = firstCallTag;

  begin(keeper: KeeperSeat, end: (end: CallEnd) => void): number {
    this.#tag += 1;
    this.#calls.set(this.#tag, { end, keeper, content: undefined });
    return this.#tag;
  }

  isWaiting(tag: number): boolean {
    return this.#calls.has(tag);
  }

  /** The bytes have come. */
  fill(tag: number, content: Uint8Array | undefined): void {
    const call = this.#calls.get(tag);
    if (call !== undefined) call.content = content;
  }

  end(tag: number, outcome: CallOutcome): void {
    const call = this.#calls.get(tag);
    this.#calls.delete(tag);
    call?.end({ outcome, content: call.content });
  }

  /** Nobody is there to answer any more. */
  endAllOf(keeper: KeeperSeat): void {
    const message = 'the peer is gone';
    const outcome = { kind: 'failed', code: 'timeout', isDefinite: false, message, route: [] } as const;
    for (const [tag, call] of this.#calls) if (call.keeper === keeper) this.end(tag, outcome);
  }
}
