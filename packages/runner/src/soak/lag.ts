// How late the event loop of this process runs: what the machine adds to every time that is measured here.

import { monitorEventLoopDelay } from 'node:perf_hooks';

/** The monitor's own timer; it counts as lag what goes beyond. */
const everyMs = 10;
const nsPerMs = 1e6;

export interface LagFigures {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

export class LagMeter implements Disposable {
  readonly #whole = monitorEventLoopDelay({ resolution: everyMs });
  readonly #lap = monitorEventLoopDelay({ resolution: everyMs });

  constructor() {
    this.#whole.enable();
    this.#lap.enable();
  }

  /** The largest lag since the last call, or since the start. */
  lapMaxMs(): number {
    const maxMs = beyond(this.#lap.max);
    this.#lap.reset();
    return maxMs;
  }

  /** Since the start. */
  figures(): LagFigures {
    const { max } = this.#whole;
    return {
      p50Ms: beyond(this.#whole.percentile(50)),
      p99Ms: beyond(this.#whole.percentile(99)),
      maxMs: beyond(max),
    };
  }

  [Symbol.dispose](): void {
    this.#whole.disable();
    this.#lap.disable();
  }
}

function beyond(ns: number): number {
  return Math.max(0, ns / nsPerMs - everyMs);
}
