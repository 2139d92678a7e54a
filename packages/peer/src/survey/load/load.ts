// Who carries how much of a ring: arcs, keys, bytes, copies, beside what chance alone would make of them. From peers' own words, as judge() is.

import { takesPart } from '../../ring/phase.ts';
import { clockwise, identifierSpace, type Identifier } from '../../ring/space.ts';
import { sortIds } from '../expected.ts';
import type { PeerStatus } from '../status.ts';
import { fitOf, type Fit } from './chi-square.ts';
import { expectedLargestArc, lostShare, type Expected } from './theory.ts';

/** Of one peer. */
export interface PeerLoad {
  readonly id: Identifier;
  /** Of the circle: from its predecessor to itself, 0 to 1. */
  readonly share: number;
  /** Values whose owner it is, and their bytes. */
  readonly owned: number;
  readonly ownedBytes: number;
  /** All that it holds, copies for others included. */
  readonly held: number;
  readonly heldBytes: number;
}

/** The one that carries most, and how many times the mean that is. */
export interface Peak {
  readonly peer: Identifier;
  readonly timesMean: number;
}

/** What is lost on average when so many peers are lost for good at once, with so many copies of each value; 0 to 1. */
export interface Loss {
  readonly replicas: number;
  readonly share: number;
}

export interface RingLoad {
  /** In the order of the circle. */
  readonly peers: readonly PeerLoad[];
  readonly bits: number;
  /** R. */
  readonly replicas: number;
  readonly total: Omit<PeerLoad, 'id' | 'share'>;
  readonly largestArc: Peak;
  /** The same for as many peers at random positions. */
  readonly expectedLargestArc: Expected;
  /** Null when nobody owns anything. */
  readonly mostKeys: Peak | null;
  /** Keys against arcs; null when there are too few of either. */
  readonly fit: Fit | null;
  readonly losses: { readonly lost: number; readonly with: readonly Loss[] };
}

/** A quarter of the peers, as in the published figures, and never so few that nothing can be lost. */
const lostPart = 1 / 4;
/** What other rings would do is shown beside it. */
const otherReplicas = [1, 3, 5];

/** The load of everybody who takes part; undefined when nobody does. Only a ring whose lists are right owns what its arcs say. */
export function loadOf(statuses: Iterable<PeerStatus>): RingLoad | undefined {
  const members = new Map<Identifier, PeerStatus>();
  for (const status of statuses) if (takesPart(status.phase)) members.set(status.id, status);
  const live = sortIds(members.keys());
  const [first] = members.values();
  if (first === undefined) return undefined;
  const { bits, replicas } = first;
  const { size } = identifierSpace(bits);
  const peers = live.flatMap((id, place): PeerLoad[] => {
    const status = members.get(id);
    const before = live.at(place - 1) ?? id;
    const arc = live.length === 1 ? size : clockwise(identifierSpace(bits), before, id);
    return status === undefined ? [] : [{ id, share: arc / size, ...carriedBy(status) }];
  });
  const total = sumOf(peers);
  const arcs = peers.map(({ id, share }) => ({ peer: id, amount: share }));
  const keys = peers.map(({ id, owned }) => ({ peer: id, amount: owned }));
  return {
    peers,
    bits,
    replicas,
    total,
    largestArc: peakOf(arcs) ?? { peer: first.id, timesMean: 1 },
    expectedLargestArc: expectedLargestArc(peers.length),
    mostKeys: peakOf(keys) ?? null,
    fit: fitOf(peers.map(({ owned, share }) => ({ observed: owned, expected: share * total.owned }))) ?? null,
    losses: lossesOf(peers.length, replicas),
  };
}

function carriedBy({ owned, ownedBytes, keys, bytes }: PeerStatus): RingLoad['total'] {
  return { owned, ownedBytes, held: keys, heldBytes: bytes };
}

function sumOf(peers: readonly PeerLoad[]): RingLoad['total'] {
  const none = { owned: 0, ownedBytes: 0, held: 0, heldBytes: 0 };
  return peers.reduce(
    (sum, each) => ({
      owned: sum.owned + each.owned,
      ownedBytes: sum.ownedBytes + each.ownedBytes,
      held: sum.held + each.held,
      heldBytes: sum.heldBytes + each.heldBytes,
    }),
    none,
  );
}

function peakOf(
  amounts: readonly { readonly peer: Identifier; readonly amount: number }[],
): Peak | undefined {
  const sum = amounts.reduce((total, { amount }) => total + amount, 0);
  const [most] = amounts.toSorted((a, b) => b.amount - a.amount);
  if (most === undefined || sum === 0) return undefined;
  return { peer: most.peer, timesMean: (most.amount * amounts.length) / sum };
}

function lossesOf(peers: number, replicas: number): RingLoad['losses'] {
  const lost = Math.min(peers, Math.max(replicas, Math.round(peers * lostPart)));
  const compared = [...new Set([...otherReplicas, replicas])].toSorted((a, b) => a - b);
  return { lost, with: compared.map((each) => ({ replicas: each, share: lostShare(peers, lost, each) })) };
}
