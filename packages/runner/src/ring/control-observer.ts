// A ring looked at through its peers' own pipes: works for every program that can be a peer, and opens no connection.

import type { Observer, StatusAnswer } from '@ringside/peer/client';
import type { Ring } from './ring.ts';
import { statusOf } from './survey.ts';

export function controlObserver(ring: Ring): Observer {
  return {
    async status(address): Promise<StatusAnswer> {
      const startedAt = performance.now();
      const peer = ring.peers.find((each) => each.address === address);
      if (peer === undefined) return { kind: 'silent', why: 'refused' };
      const { status, impl } = await ring.report(peer.id);
      if (status === undefined) return { kind: 'silent', why: 'timeout' };
      const addresses = new Map(ring.members.map((each) => [each.id, each.address]));
      return {
        kind: 'status',
        status: statusOf(status, impl, addresses, ring.plan.settings),
        rttMs: performance.now() - startedAt,
      };
    },
    async [Symbol.asyncDispose]() {},
  };
}
