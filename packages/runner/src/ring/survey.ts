// Replies of the control protocol as the judge wants them. Pure.

import type { StatusReply } from '@ringside/peer/control';
import {
  judge,
  loadOf,
  type Contact,
  type Identifier,
  type Observation,
  type PeerStatus,
  type RingLoad,
  type Verdict,
} from '@ringside/peer/survey';
import type { RingSettings } from '@ringside/peer/settings';
import type { PeerReport } from './ring.ts';

const phases: readonly PeerStatus['phase'][] = [
  'idle',
  'joining',
  'member',
  'leaving',
  'left',
  'fenced',
  'isolated',
];

/** Judges those that should be alive; who was killed or has left is not asked, only missed when somebody names it. */
export function judgeReports(peers: readonly PeerReport[], settings: RingSettings): Verdict {
  return judge(observationsOf(peers, settings));
}

/** What those that should be alive said of themselves. */
export function observationsOf(peers: readonly PeerReport[], settings: RingSettings): readonly Observation[] {
  const addresses = new Map(peers.map(({ id, address }) => [id, address]));
  const alive = peers.filter(({ state }) => state === 'running');
  return alive.map(({ id, isMonitored, status, impl }): Observation => ({
    id: position(id),
    isMonitored,
    status: status === undefined ? null : statusOf(status, impl, addresses, settings),
  }));
}

/** Who carries how much among those that answer; undefined when nobody does. */
export function loadOfReports(peers: readonly PeerReport[], settings: RingSettings): RingLoad | undefined {
  return loadOf(
    peers.flatMap(({ status, impl }) =>
      status === undefined ? [] : [statusOf(status, impl, new Map(), settings)],
    ),
  );
}

/** The same peers in the same lives with the same lists? Then two reports are one picture. */
export function isSamePicture(a: readonly PeerReport[], b: readonly PeerReport[]): boolean {
  return pictureOf(a) === pictureOf(b);
}

export function pictureOf(peers: readonly PeerReport[]): string {
  return JSON.stringify(
    peers.map(({ id, pid, state, status }) => [id, pid, state, status?.epoch, status?.version]),
  );
}

export function statusOf(
  reply: StatusReply,
  impl: string,
  addresses: ReadonlyMap<number, string>,
  settings: RingSettings,
): PeerStatus {
  const contact = (id: number): Contact => ({
    id: position(id),
    // Control replies name neighbours by id only; 0 is a contact that makes no claim about a life.
    epoch: 0,
    address: addresses.get(id) ?? '',
  });
  return {
    ...contact(reply.id),
    epoch: reply.epoch,
    // A word that we do not know is no phase of a member.
    phase: phases.find((phase) => phase === reply.phase) ?? 'idle',
    version: reply.version,
    pred: reply.pred.map(contact),
    succ: reply.succ.map(contact),
    keys: reply.keys,
    bytes: reply.bytes ?? 0,
    owned: reply.owned ?? 0,
    ownedBytes: reply.ownedBytes ?? 0,
    ring: settings.ring,
    bits: settings.bits,
    // Another program may keep a shorter list than ours: it is judged by what it shows, and by two at least.
    successorsMax: impl.startsWith('ringside/') ? settings.successorsMax : Math.max(reply.succ.length, 2),
    replicas: settings.replicas,
    pingMs: settings.pingMs,
  };
}

/** The ids of the control protocol as positions. They were checked when the ring was planned, or come from a peer and are only compared. */
export function position(id: number): Identifier {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the brand is for arithmetic on the circle, which nobody does here
  return id as Identifier;
}
