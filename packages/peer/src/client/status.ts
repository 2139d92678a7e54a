// What an observer hears when it asks a peer for its status.

import type { Address } from '../ring/contact.ts';
import type { PeerStatus } from '../survey/status.ts';

export type StatusAnswer =
  | { readonly kind: 'status'; readonly status: PeerStatus; readonly rttMs: number }
  /** `refused`: nobody listens there. `timeout`: somebody may, but says nothing. `garbage`: something else lives there. */
  | { readonly kind: 'silent'; readonly why: 'refused' | 'timeout' | 'garbage' };

/** Asks peers over the network without being a member. Keeps one connection a peer; closes them when disposed. */
export interface Observer extends AsyncDisposable {
  /** Never rejects: silence is an answer. `timeoutMs` counts from the call. */
  status(address: Address, options: { readonly timeoutMs: number }): Promise<StatusAnswer>;
}
