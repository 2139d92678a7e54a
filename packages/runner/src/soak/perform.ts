// Does to a real ring what one fault of a plan says, if it is still possible then, and tells how it went. Never rejects.

import { setTimeout } from 'node:timers/promises';
import { CommandError } from '../ring/index.ts';
import type { Fault } from './plan.ts';
import type { SoakRing } from './soak-ring.ts';

/** `failed`: the ring said why not. `silent`: it did not even say so. `left-out`: there was nobody any more whom it could happen to. */
export type Outcome = 'done' | 'failed' | 'silent' | 'left-out';

export interface Deed {
  readonly fault: Fault;
  readonly atMs: number;
  readonly tookMs: number;
  readonly outcome: Outcome;
  readonly why: string | null;
}

export interface Stage {
  readonly soak: SoakRing;
  /** Nobody is lost when fewer than this would be left. */
  readonly livingMin: number;
  readonly signal: AbortSignal;
  /** It is about to happen. */
  readonly onBegin: (fault: Fault) => void;
}

export async function perform(stage: Stage, fault: Fault): Promise<Deed> {
  const { soak } = stage;
  const { clock } = soak;
  const atMs = clock();
  const deed = (outcome: Outcome, why: string | null): Deed => ({
    fault,
    atMs,
    tookMs: clock() - atMs,
    outcome,
    why,
  });
  if (!isPossible(stage, fault)) return deed('left-out', null);
  soak.journal.note(fault.id, `suffers ${fault.act}`);
  stage.onBegin(fault);
  try {
    const mendsFrom = await suffer(stage, fault);
    soak.watch.healings.add({ act: fault.act, id: fault.id, fromMs: mendsFrom, sinceMs: clock() });
    return deed('done', null);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    soak.watch.healings.add({ act: fault.act, id: fault.id, fromMs: atMs, sinceMs: clock() });
    return deed(isSilence(error) ? 'silent' : 'failed', why);
  }
}

function isPossible({ soak, livingMin }: Stage, fault: Fault): boolean {
  const { peers } = soak.ring;
  const target = peers.find(({ id }) => id === fault.id);
  switch (fault.act) {
    case 'kill':
    case 'quit':
    case 'restart':
    case 'long-pause':
      return target?.state === 'running' && peers.length > livingMin;
    case 'pause':
      return target?.state === 'running';
    case 'return':
    case 'join':
      return target === undefined;
  }
}

/** Returns the moment from which the ring may be expected to mend. */
async function suffer({ soak, signal }: Stage, fault: Fault): Promise<number> {
  const { ring, lives, clock, watch } = soak;
  const beganAt = clock();
  switch (fault.act) {
    case 'kill':
      await ring.kill(fault.id);
      return beganAt;
    case 'quit':
      // From its good-bye on it is right to miss it.
      lives.onEnded(fault.id, beganAt);
      await ring.quit(fault.id);
      return beganAt;
    case 'restart':
      await ring.restart(fault.id);
      return beganAt;
    case 'return':
    case 'join':
      await ring.join(fault.id, { via: wayIn(soak, fault.via) });
      return beganAt;
    case 'pause':
    case 'long-pause':
      await watch.quiet();
      ring.pause(fault.id);
      lives.onStopped(fault.id, clock());
      await setTimeout(fault.forMs, undefined, { signal }).catch(() => undefined);
      ring.resume(fault.id);
      lives.onContinued(fault.id, clock());
      return clock();
  }
}

/** The member that was drawn, or the first that runs, should that one have failed to join. */
function wayIn({ ring }: SoakRing, via: number): number {
  const running = ring.peers.filter(({ state }) => state === 'running');
  return (running.find(({ id }) => id === via) ?? running[0])?.id ?? via;
}

/** Neither an answer nor a reason of its own: the runner had to say something in its place. */
function isSilence(error: unknown): boolean {
  if (!(error instanceof CommandError)) return false;
  return error.code === 'gone' || (error.code === 'timeout' && error.message.includes('no answer within'));
}
