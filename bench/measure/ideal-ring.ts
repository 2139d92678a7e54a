// A ring whose every list is true, as observers would hear of it. No process is needed to measure who reads it.

import { createHash } from 'node:crypto';
import { keyOfName } from '@ringside/peer/keys';
import { presets } from '@ringside/peer/settings';
import {
  expectedLists,
  sortIds,
  type Contact,
  type Identifier,
  type PeerStatus,
} from '@ringside/peer/survey';

const { ring, bits, successorsMax, replicas, pingMs } = presets.chord;
const settings = { ring, bits, successorsMax, replicas, pingMs };
const empty = { keys: 0, bytes: 0, owned: 0, ownedBytes: 0 };

/** The statuses of so many peers with hashed ids, sorted. */
export function idealRing(peers: number): readonly PeerStatus[] {
  const ids = sortIds(Array.from({ length: peers }, (_, place) => idOf(`peer ${place}`)));
  return ids.map((id, place) => {
    const { pred, succ } = expectedLists(ids, place, successorsMax);
    const lists = { pred: pred.map(contact), succ: succ.map(contact) };
    return { ...contact(id), ...settings, ...lists, phase: 'member', version: 1, ...empty };
  });
}

function contact(id: Identifier): Contact {
  return { id, epoch: 1, address: `127.0.0.1:${id % 50_000}` };
}

function idOf(name: string): Identifier {
  const named = keyOfName(name, presets.chord, sha256);
  if (named.kind === 'refused') throw new Error(named.message);
  return named.key;
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
