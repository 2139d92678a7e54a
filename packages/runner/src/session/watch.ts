// Sweeps the ring while a session lasts, and shows each view. The reporter does the looking; this only starts and stops it.

import { openObserver, type Observer } from '@ringside/peer/client';
import { watchRing, type RingView, type Target } from '@ringside/reporter';
import { controlObserver, position, type Ring } from '../ring/index.ts';

/** Those that are polled: alive, as far as we know, and not unmonitored. */
export function targetsOf(ring: Ring): readonly Target[] {
  return ring.peers
    .filter(({ isMonitored }) => isMonitored)
    .map(({ id, address }) => ({ id: position(id), address }));
}

/** Ends when it is disposed, with the sweep it is in. */
export function watch(ring: Ring, show: (view: RingView) => void): AsyncDisposable {
  const ending = new AbortController();
  const watching = (async () => {
    await using observer = observerOf(ring);
    const targets = (): readonly Target[] => targetsOf(ring);
    for await (const view of watchRing({ observer, targets, signal: ending.signal })) show(view);
  })();
  return {
    async [Symbol.asyncDispose]() {
      ending.abort();
      await watching;
    },
  };
}

/** Over the network, as any reporter; by control when some peer is another program, which need not speak our wire. */
function observerOf(ring: Ring): Observer {
  const areAllOurs = ring.peers.every(({ impl }) => impl.startsWith('ringside/'));
  return areAllOurs ? openObserver({ ring: ring.plan.settings.ring }) : controlObserver(ring);
}
