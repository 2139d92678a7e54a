// One member of a ring, as a library: `startPeer`, and the words it is spoken to with.

export * from './host/index.ts';
export type { Address, Contact, Identifier, Notice, Phase, Purpose } from './ring/index.ts';
export type { PeerStatus } from './survey/status.ts';
