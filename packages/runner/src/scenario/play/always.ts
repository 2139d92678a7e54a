// What must be true all the time. Each is looked at in every sweep from the moment it first held, or the first phase was over; and it counts as
// broken when two sweeps in a row say so, since one look is not a moment.

import type { PlannedAlways } from '../plan/plan.ts';
import { isTrue } from './conditions.ts';
import type { CheckResult } from './result.ts';
import type { Stage } from './stage.ts';

interface Kept {
  readonly check: PlannedAlways;
  isArmed: boolean;
  falses: number;
  broken: { readonly says: string; readonly atMs: number; readonly phase: string } | undefined;
}

export class Always {
  readonly #stage: Stage;
  readonly #kept: readonly Kept[];
  readonly #ending = new AbortController();
  #looking: Promise<void> | undefined;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#kept = stage.plan.always.map((check) => ({ check, isArmed: false, falses: 0, broken: undefined }));
  }

  start(): void {
    if (this.#kept.length > 0) this.#looking = this.#lookOn();
  }

  /** The ring had its time to come up. */
  arm(): void {
    for (const kept of this.#kept) kept.isArmed = true;
  }

  /** No sweep is looked at any more. */
  async end(): Promise<void> {
    this.#ending.abort('over');
    await this.#looking;
  }

  results(): readonly CheckResult[] {
    return this.#kept.map(({ check, isArmed, broken }): CheckResult => {
      const { name } = check;
      if (broken !== undefined) {
        const says = `in the phase ${broken.phase}, at ${(broken.atMs / 1_000).toFixed(1)} s: ${broken.says}`;
        return { name, outcome: 'not-held', says, atMs: broken.atMs };
      }
      return isArmed
        ? { name, outcome: 'held', says: null, atMs: null }
        : { name, outcome: 'not-judged', says: 'the ring never came up', atMs: null };
    });
  }

  async #lookOn(): Promise<void> {
    const { watch } = this.#stage;
    const { signal } = this.#ending;
    while (!signal.aborted) {
      // oxlint-disable-next-line no-await-in-loop
      const sweep = await watch.next();
      if (sweep === undefined || signal.aborted) return;
      const { name: phase } = this.#stage.phase;
      for (const kept of this.#kept) {
        if (kept.broken !== undefined) continue;
        if (kept.check.except.includes(phase)) {
          kept.falses = 0;
          continue;
        }
        // oxlint-disable-next-line no-await-in-loop
        const found = await isTrue({ stage: this.#stage, sweep, sinceMs: 0, signal }, kept.check.condition);
        this.#note(kept, found.holds, found.says, phase);
      }
    }
  }

  #note(kept: Kept, holds: boolean, says: string, phase: string): void {
    kept.isArmed ||= holds;
    if (!kept.isArmed) return;
    kept.falses = holds ? 0 : kept.falses + 1;
    if (kept.falses < 2) return;
    const { arena, tell } = this.#stage;
    kept.broken = { says, atMs: arena.now(), phase };
    const check = this.results().find(({ name }) => name === kept.check.name);
    if (check !== undefined) tell({ kind: 'check', atMs: arena.now(), group: 'always', check });
  }
}
