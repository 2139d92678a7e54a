// From names to keys to the peer that keeps them. Pure: SHA-256 comes in as an argument.

export * from './key-of-name.ts';
export * from './name-limits.ts';
export * from './routing-key.ts';
