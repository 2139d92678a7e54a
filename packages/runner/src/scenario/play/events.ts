// The events of a churn or a burst, each at its time whether the one before has ended or not. What was done to one peer is done in order.

import type { PlannedEvent } from '../plan/plan.ts';
import { joinRing, kill, leave, pause, restart, resume, stateOf } from './members.ts';
import type { Stage } from './stage.ts';

/** Rejects with DeedRefused, once everything has ended, when one of them was refused. */
export async function playEvents(
  stage: Stage,
  events: readonly PlannedEvent[],
  forMs: number,
  signal: AbortSignal,
): Promise<void> {
  const { arena } = stage;
  const beganMs = arena.now();
  const lastOf = new Map<number, Promise<unknown>>();
  const all: Promise<unknown>[] = [];
  for (const event of events) {
    // oxlint-disable-next-line no-await-in-loop
    await arena.sleep(beganMs + event.atMs - arena.now(), signal);
    if (signal.aborted) break;
    const before = lastOf.get(event.id) ?? Promise.resolve();
    const done = before.then(async () => await playEvent(stage, event));
    // What was refused is told at the end; what comes after it is tried all the same.
    const settled = done.catch(() => {});
    lastOf.set(event.id, settled);
    all.push(done);
    settled.catch(() => {});
  }
  if (!signal.aborted) await arena.sleep(beganMs + forMs - arena.now(), signal);
  const ended = await Promise.allSettled(all);
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
}

/** What is not possible any more, since something before it went otherwise, is left out. */
async function playEvent(stage: Stage, event: PlannedEvent): Promise<void> {
  const { id } = event;
  const state = stateOf(stage, id);
  const isUp = state === 'running' || state === 'paused';
  switch (event.act) {
    case 'join':
      return isUp ? undefined : await joinRing(stage, id, event.via);
    case 'restart':
      return isUp ? undefined : await restart(stage, id);
    case 'resume':
      return state === 'paused' ? await resume(stage, id) : undefined;
    case 'leave':
      return state === 'running' ? await leave(stage, id) : undefined;
    case 'kill':
      return isUp ? await kill(stage, id) : undefined;
    case 'pause':
      return state === 'running' ? await pause(stage, id) : undefined;
  }
}
