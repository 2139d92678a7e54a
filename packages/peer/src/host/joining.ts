// When a join is over: as a member between two neighbours, as the first one back of a ring that went down as a whole, or with a reason.

import type { Notice } from '../ring/index.ts';
import type { JoinOutcome } from './outcomes.ts';
import { PeerError } from './peer-error.ts';

export function settleJoin(joining: PromiseWithResolvers<JoinOutcome>, notice: Notice): void {
  switch (notice.event) {
    case 'joined':
      return joining.resolve(notice);
    case 'phase-changed':
      // It takes joiners and serves keys from now on; those of its ring that come back find it.
      if (notice.was === 'joining' && notice.phase === 'isolated')
        joining.resolve({ pred: [], succ: [], route: [] });
      return;
    case 'join-failed':
      return joining.reject(
        new PeerError(notice.code === 'id-in-use' ? 'id-in-use' : 'timeout', notice.message),
      );
    default:
  }
}
