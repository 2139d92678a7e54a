// The control protocol between a runner and its peers: shapes and codec.

export * from './protocol.ts';
export * from './codec.ts';
