// A peer that runs: what programs, tests and the runner may use of it.

export { startPeer } from './start-peer.ts';
export type { LookupDone } from './front-desk.ts';
export type { JoinOutcome, NamedPeer, Peer } from './peer.ts';
export { PeerError, type PeerErrorCode } from './peer-error.ts';
export type { PeerOptions } from './options.ts';
export type { RequestOutcome, StoreOutcome } from './values.ts';
