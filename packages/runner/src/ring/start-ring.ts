// Starting a ring: every peer to `ready`, side by side; then each is told its neighbours. All or nothing.

import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { parseTime } from '@ringside/peer/settings';
import { planRing, saidInCode, type RingPlan, type Said } from '../plan/index.ts';
import { openOrphanGuard, ringsidePeer, type GuardKind, type PeerCommand } from '../spawn/index.ts';
import { mapBounded } from './bounded.ts';
import { introduce } from './launching.ts';
import { RingFile } from './ring-file.ts';
import type { Ring, RingEvent, RingPeer } from './ring.ts';
import { RunningRing } from './running-ring.ts';

/** What a ring is asked to be, in the words of the command line. Everything left out has the preset's value. */
export interface RingOptions {
  /** Ids, or names to be hashed. */
  readonly peers?: readonly (number | string)[];
  /** So many peers with ids drawn from the seed, in place of `peers`. */
  readonly count?: number;
  /** `3s`, `500ms`; a bare number is seconds. */
  readonly ping?: string | number;
  readonly preset?: RingPlan['settings']['preset'];
  readonly ring?: string;
  readonly bits?: number;
  readonly hash?: RingPlan['settings']['hash'];
  readonly owner?: RingPlan['settings']['owner'];
  readonly successors?: number;
  /** How many peers hold each value. */
  readonly replicas?: number;
  readonly routing?: RingPlan['settings']['routing'];
  readonly basePort?: number;
  readonly host?: string;
  /** Peers keep their values in `<folder>/<id>/`. */
  readonly folder?: string;
  readonly seed?: number;
  readonly unmonitored?: readonly number[];
  readonly show?: RingPlan['show'];
}

export interface StartOptions {
  /** Once per peer, when its sockets are bound and control works. */
  readonly onReady?: (peer: RingPeer) => void;
  /** From the first moment on. */
  readonly onEvent?: (event: RingEvent) => void;
  /** Another program as peer. */
  readonly command?: PeerCommand;
  /** Another program for each peer. */
  readonly commandOf?: (id: number) => PeerCommand;
  /** How long one peer may take to be ready. */
  readonly readyWithin?: string;
  /** How peers are kept from outliving this process; the surest way of this machine when absent. */
  readonly guard?: GuardKind;
  /** Where the ring is written down for a reporter; nowhere when absent. */
  readonly ringFile?: string;
  /** Aborted: give up, and leave nothing running. */
  readonly signal?: AbortSignal;
}

/** Resolves when every peer is ready and knows its neighbours. Rejects naming the peer that did not come up, nothing left running. */
export async function startRing(options: RingOptions & StartOptions): Promise<Ring> {
  return await startPlannedRing(planRing(saidOf(options), sha256), options);
}

/** As `startRing`, for a plan that was made and checked before. */
export async function startPlannedRing(plan: RingPlan, options: StartOptions): Promise<Ring> {
  const guard = await openOrphanGuard(options.guard);
  const command = options.command ?? ringsidePeer();
  const ring = new RunningRing({
    plan,
    guard,
    commandOf: options.commandOf ?? (() => command),
    readyWithinMs: parseTime(options.readyWithin ?? '30s', 'readyWithin'),
    file: options.ringFile === undefined ? undefined : new RingFile(plan, options.ringFile),
  });
  if (options.onEvent !== undefined) ring.listen(options.onEvent);
  try {
    await launchAll(ring, plan, options);
    return ring;
  } catch (error) {
    await ring.killAll();
    throw error;
  }
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

function saidOf(options: RingOptions): Said {
  return saidInCode([
    ['peers', options.peers?.join(',')],
    ['count', options.count],
    ['ping', options.ping],
    ['preset', options.preset],
    ['ring', options.ring],
    ['bits', options.bits],
    ['hash', options.hash],
    ['owner', options.owner],
    ['successors', options.successors],
    ['replicas', options.replicas],
    ['routing', options.routing],
    ['base-port', options.basePort],
    ['host', options.host],
    ['data', options.folder],
    ['seed', options.seed],
    ['unmonitored', listed(options.unmonitored)],
    ['show', listed(options.show)],
  ]);
}

/** An empty list says nothing, in code. */
function listed(items: readonly (number | string)[] | undefined): string | undefined {
  return items === undefined || items.length === 0 ? undefined : items.join(',');
}

async function launchAll(ring: RunningRing, plan: RingPlan, options: StartOptions): Promise<void> {
  const giveUp = new AbortController();
  const signal = AbortSignal.any([giveUp.signal, ...(options.signal === undefined ? [] : [options.signal])]);
  const unmonitored = new Set(plan.unmonitored);
  // Starting is work for the processor, so many more at once than it has cores only make each of them late.
  const atOnce = 2 + 2 * availableParallelism();
  const launched = mapBounded(plan.peers, atOnce, async ({ id }) => {
    signal.throwIfAborted();
    try {
      const member = await ring.launch(id, !unmonitored.has(id), signal);
      options.onReady?.(member.view());
      return member;
    } catch (error) {
      giveUp.abort(error);
      throw error;
    }
  });
  const members = await launched.catch((error: unknown) => {
    // The first failure is the one to tell; what was given up because of it is not.
    throw giveUp.signal.aborted ? giveUp.signal.reason : error;
  });
  await Promise.all(members.map(async (member, place) => await introduce(member, place, members)));
  ring.writeDown();
}
