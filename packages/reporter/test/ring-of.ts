// Makes sweeps of small rings for tests, and an observer that answers from memory.

import type { Observer, StatusAnswer } from '@ringside/peer/client';
import {
  expectedLists,
  sortIds,
  type Contact,
  type Identifier,
  type PeerStatus,
} from '@ringside/peer/survey';
import { parseBits, parseId } from '@ringside/peer/settings';
import { nextView, type Asked, type RingView, type Sweep } from '../src/index.ts';

const space = parseBits('32', 'test');
/** A moment in 2026, so that times in snapshots look like times. */
export const startAt = 1_795_359_600_000;

export function id(value: number): Identifier {
  return parseId(String(value), 'test', space);
}

export function contact(value: number): Contact {
  return { id: id(value), epoch: 1, address: addressOf(value) };
}

export function addressOf(value: number): string {
  return `127.0.0.1:${12_000 + value}`;
}

export function contacts(...ids: readonly number[]): Contact[] {
  return ids.map(contact);
}

export function status(value: number, changes: Partial<PeerStatus> = {}): PeerStatus {
  return {
    ...contact(value),
    phase: 'member',
    version: 1,
    pred: [],
    succ: [],
    keys: 0,
    ring: 'ringside',
    bits: 8,
    successorsMax: 8,
    pingMs: 3_000,
    ...changes,
  };
}

/** Everybody's lists true. */
export function idealStatuses(ids: readonly number[], changes: Partial<PeerStatus> = {}): PeerStatus[] {
  const live = sortIds(ids.map(id));
  return live.map((self, place) => {
    const { pred, succ } = expectedLists(live, place, changes.successorsMax ?? 8);
    return status(self, { pred: pred.map(contact), succ: succ.map(contact), ...changes });
  });
}

export function answered(peer: PeerStatus, isMonitored = true): Asked {
  return {
    id: peer.id,
    address: peer.address,
    isMonitored,
    answer: { kind: 'status', status: peer, rttMs: 1 },
  };
}

export function silent(value: number): Asked {
  return {
    id: id(value),
    address: addressOf(value),
    isMonitored: true,
    answer: { kind: 'silent', why: 'refused' },
  };
}

/** One sweep a second. */
export function sweep(number: number, asked: readonly Asked[]): Sweep {
  return { number, at: startAt + number * 1_000, asked };
}

/** The views after each of these sweeps. */
export function viewsOf(...sweeps: readonly (readonly Asked[])[]): RingView[] {
  const views: RingView[] = [];
  for (const [index, asked] of sweeps.entries()) views.push(nextView(views.at(-1), sweep(index + 1, asked)));
  return views;
}

export function lastViewOf(...sweeps: readonly (readonly Asked[])[]): RingView {
  const view = viewsOf(...sweeps).at(-1);
  if (view === undefined) throw new Error('no sweep, no view');
  return view;
}

/** Answers for whoever `statuses` holds; everybody else is refused. Counts the questions. */
export interface FakeObserver extends Observer {
  readonly statuses: Map<string, PeerStatus>;
  readonly asked: string[];
  mostAtOnce: number;
  isClosed: boolean;
}

export function fakeObserver(statuses: readonly PeerStatus[]): FakeObserver {
  let open = 0;
  const observer: FakeObserver = {
    statuses: new Map(statuses.map((each) => [each.address, each])),
    asked: [],
    mostAtOnce: 0,
    isClosed: false,
    async status(address): Promise<StatusAnswer> {
      observer.asked.push(address);
      open += 1;
      observer.mostAtOnce = Math.max(observer.mostAtOnce, open);
      await Promise.resolve();
      open -= 1;
      const peer = observer.statuses.get(address);
      return peer === undefined
        ? { kind: 'silent', why: 'refused' }
        : { kind: 'status', status: peer, rttMs: 1 };
    },
    async [Symbol.asyncDispose]() {
      observer.isClosed = true;
      await Promise.resolve();
    },
  };
  return observer;
}
