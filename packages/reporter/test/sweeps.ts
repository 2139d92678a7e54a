// Makes sweeps of small rings for tests, and an observer that answers from memory.

import type { Observer, StatusAnswer } from '@ringside/peer/client';
import type { PeerStatus } from '@ringside/peer/survey';
import { addressOf, id } from '@ringside/peer/test/ring-of';
import { nextView, type Asked, type RingView, type Sweep } from '../src/index.ts';

/** A moment in 2026, so that times in snapshots look like times. */
export const startAt = 1_795_359_600_000;

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
