// One look at a ring: everybody who runs is asked over the network, and the survey judges the answers. Asks; remembers nothing.

import type { Observer } from '@ringside/peer/client';
import { isIdeal, judge, type Identifier, type PeerStatus, type Verdict } from '@ringside/peer/survey';
import { position, type Ring, type RingPeer } from '../ring/index.ts';

export interface Sweep {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly verdict: Verdict;
  /** Ideal, and everybody who runs is a member. */
  readonly isWhole: boolean;
  readonly isIdeal: boolean;
  /** Those that run or are stopped. */
  readonly living: number;
  readonly stopped: number;
  /** Who runs in which life with which lists: two sweeps that show the same saw one picture. */
  readonly picture: string;
  readonly seen: readonly Seen[];
}

export interface Seen {
  readonly id: Identifier;
  readonly pid: number;
  /** Null: silent. */
  readonly status: PeerStatus | null;
}

const answerWithinMs = 1_000;

export async function sweepRing(ring: Ring, observer: Observer, clock: () => number): Promise<Sweep> {
  const startedAt = clock();
  const asked = ring.peers.filter(isRunning);
  const answers = await Promise.all(asked.map(async (peer) => await ask(peer, observer)));
  const still = new Map(ring.peers.map(({ id, pid, state }) => [id, { pid, state }]));
  // Whoever was killed, stopped or started again meanwhile is judged next time.
  const seen = answers.filter(({ id, pid }) => {
    const now = still.get(id);
    return now?.pid === pid && now.state === 'running';
  });
  const verdict = judge(seen.map(({ id, status }) => ({ id, isMonitored: true, status })));
  const isRight = isIdeal(verdict);
  return {
    startedAt,
    endedAt: clock(),
    verdict,
    isIdeal: isRight,
    isWhole: isRight && verdict.members.length === seen.length,
    living: still.size,
    stopped: [...still.values()].filter(({ state }) => state === 'paused').length,
    picture: JSON.stringify(seen.map(({ id, pid, status }) => [id, pid, status?.epoch, status?.version])),
    seen,
  };
}

function isRunning({ state }: RingPeer): boolean {
  return state === 'running';
}

async function ask({ id, pid, address }: RingPeer, observer: Observer): Promise<Seen> {
  const answer = await observer.status(address, { timeoutMs: answerWithinMs });
  return { id: position(id), pid, status: answer.kind === 'status' ? answer.status : null };
}
