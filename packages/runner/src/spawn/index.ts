// Peers as processes: starting, speaking to, stopping and ending them. The only folder that imports execa.

export * from './orphan-guard.ts';
export * from './peer-command.ts';
export * from './peer-process.ts';
export * from './replies.ts';
export * from './start-error.ts';
