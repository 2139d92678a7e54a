// Using a ring without being a member of it.

export { connect, type Client, type ClientOptions, type LookupAnswer } from './client.ts';
export { ClientError, type ClientErrorCode } from './client-error.ts';
export type { GivenValue } from './given-value.ts';
export { openObserver } from './observer.ts';
export type { RequestAnswer } from './request-value.ts';
export type { Observer, StatusAnswer } from './status.ts';
export type { StoreAnswer } from './store-value.ts';
export type { HeldKey } from '../wire/index.ts';
