// What a ring of processes answers, as outcomes: a refusal is a value, and a process that did not come up is the arena's failure.

import { CommandError, type Done } from '../../ring/index.ts';
import { ArenaError, type Outcome, type Walked } from '../../scenario/index.ts';
import { StartError } from '../../spawn/index.ts';

export function walked(asked: Outcome<Done>, via: number): Outcome<Walked> {
  return asked.ok ? { ok: true, owner: asked.owner ?? via, route: asked.route ?? [] } : asked;
}

export async function outcomeOf<Result extends object>(ask: () => Promise<Result>): Promise<Outcome<Result>> {
  try {
    return { ...(await ask()), ok: true };
  } catch (error) {
    if (error instanceof StartError) throw new ArenaError(error.message, { cause: error });
    if (!(error instanceof CommandError)) throw error;
    const { code, isDefinite, message } = error;
    return { ok: false, code, isDefinite, message };
  }
}

export async function orArenaError(starting: Promise<void>): Promise<void> {
  try {
    await starting;
  } catch (error) {
    if (error instanceof StartError) throw new ArenaError(error.message, { cause: error });
    throw error;
  }
}

/** A peer that is not sure says so. */
export function isSure(done: object): boolean {
  return !('sure' in done) || done.sure !== false;
}
