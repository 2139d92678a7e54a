// Peers as processes: starting, speaking to, stopping and ending them. The only folder that imports execa.

export * from './orphan-guard.ts';
export * from './peer-command.ts';
export { startPeerProcess } from './peer-process.ts';
export type { PeerEnd, PeerListener, PeerProcess, StartOptions } from './peer-process.ts';
export * from './replies.ts';
export * from './start-error.ts';
export * from './warm-up.ts';
