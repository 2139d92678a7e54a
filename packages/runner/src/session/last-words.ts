// How a session ends: the ring gets time to settle, and is looked at once more.

import { surveyOnce, type RingView } from '@ringside/reporter';
import { formatTimeMs } from '@ringside/peer/settings';
import { CommandError, controlObserver, type Ring } from '../ring/index.ts';
import { targetsOf } from './watch.ts';

/** Twelve rounds heal anything that can heal, and a small interval still gets a human time. */
const settleRounds = 12;
const settleAtLeastMs = 15_000;
/** Many processes on few cores are late for everything. */
const settlePerPeerMs = 200;

/** The last view of a ring that had time to settle; undefined when the session was ended meanwhile. */
export async function settle(ring: Ring, signal: AbortSignal): Promise<RingView | undefined> {
  const rounds = settleRounds * ring.plan.settings.pingMs;
  const withinMs = Math.round(Math.max(settleAtLeastMs, rounds) + settlePerPeerMs * ring.peers.length);
  try {
    if (ring.peers.length > 0) await ring.until('ideal', { within: formatTimeMs(withinMs), signal });
  } catch (error) {
    // Not ideal in time is what the table will say.
    if (!(error instanceof CommandError)) throw error;
  }
  return await lookOnce(ring, signal);
}

/** The ring as it is now: one sweep, more when something is wrong. */
export async function lookOnce(ring: Ring, signal?: AbortSignal): Promise<RingView | undefined> {
  await using observer = controlObserver(ring);
  return await surveyOnce({
    observer,
    targets: () => targetsOf(ring),
    ...(signal === undefined ? {} : { signal }),
  });
}
