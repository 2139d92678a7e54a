// What an observer knows of one peer after asking it: its status, or silence. A survey judges a set of these, one a peer.

import type { Identifier } from '../ring/space.ts';
import type { PeerStatus } from './status.ts';

export interface Observation {
  readonly id: Identifier;
  /**
   * Polled, so that its lists are judged. An unmonitored peer was only named by somebody and asked
   * whether it lives: its lists are not looked at, and it gets the benefit of the doubt.
   */
  readonly isMonitored: boolean;
  /** Null: asked, and silent. */
  readonly status: PeerStatus | null;
}
