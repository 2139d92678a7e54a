// Makes small rings for tests, of this package and of the reporter: a right ring of given ids, and ways to spoil it.

import type { Contact } from '../../src/ring/contact.ts';
import { identifierSpace, toIdentifier, type Identifier } from '../../src/ring/space.ts';
import { expectedLists, sortIds, type Observation, type PeerStatus } from '../../src/survey/index.ts';

export function id(value: number): Identifier {
  return toIdentifier(identifierSpace(32), value);
}

export function contact(value: number, epoch = 1): Contact {
  return { id: id(value), epoch, address: addressOf(value) };
}

export function addressOf(value: number): string {
  return `127.0.0.1:${12_000 + value}`;
}

export function status(value: number, changes: Partial<PeerStatus> = {}): PeerStatus {
  return {
    ...contact(value),
    phase: 'member',
    version: 1,
    pred: [],
    succ: [],
    keys: 0,
    bytes: 0,
    owned: 0,
    ownedBytes: 0,
    ring: 'ringside',
    bits: 8,
    successorsMax: 8,
    replicas: 3,
    pingMs: 3_000,
    ...changes,
  };
}

export function observed(peer: PeerStatus): Observation {
  return { id: peer.id, isMonitored: true, status: peer };
}

export function silent(value: number): Observation {
  return { id: id(value), isMonitored: true, status: null };
}

export function unpolled(peer: PeerStatus): Observation {
  return { id: peer.id, isMonitored: false, status: peer };
}

/** Everybody's lists true. */
export function idealStatuses(ids: readonly number[], changes: Partial<PeerStatus> = {}): PeerStatus[] {
  const live = sortIds(ids.map(id));
  return live.map((self, place) => {
    const { pred, succ } = expectedLists(live, place, changes.successorsMax ?? 8);
    return status(self, {
      pred: pred.map((each) => contact(each)),
      succ: succ.map((each) => contact(each)),
      ...changes,
    });
  });
}

export function idealRing(ids: readonly number[], changes: Partial<PeerStatus> = {}): Observation[] {
  return idealStatuses(ids, changes).map(observed);
}

/** The same observations with one peer's status changed. */
export function spoiled(
  ring: readonly Observation[],
  peer: number,
  changes: Partial<PeerStatus>,
): Observation[] {
  return ring.map((each) =>
    each.id === peer && each.status !== null ? { ...each, status: { ...each.status, ...changes } } : each,
  );
}

/** Lists of ids as contacts. */
export function contacts(...ids: readonly number[]): Contact[] {
  return ids.map((each) => contact(each));
}
