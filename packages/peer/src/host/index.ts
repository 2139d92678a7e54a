// A peer that runs: what programs, tests and the runner may use of it.

export { startPeer } from './start-peer.ts';
export type { JoinOutcome, LookupDone, NamedPeer, RequestOutcome, StoreOutcome } from './outcomes.ts';
export type { Peer } from './peer.ts';
export { PeerError, type PeerErrorCode } from './peer-error.ts';
export type { PeerOptions } from './options.ts';
