// From names to keys to the peers that keep them, and what must move when the ring changes. Pure: SHA-256, time and chance come in as arguments.

export * from './placement/key-of-name.ts';
export * from './placement/name-limits.ts';
export * from './placement/routing-key.ts';
export * from './ledger/index.ts';
export * from './keeping/index.ts';
