// Using a ring without being a member of it.

export { ClientError, connect, type Client, type LookupAnswer } from './client.ts';
export { openObserver } from './observer.ts';
export type { Observer, StatusAnswer } from './status.ts';
