// What clients and peers say about values outside the core, as a table like that of the keepers.

import type { HeldKey, HostMessage } from '../envelope.ts';
import { frameMaxBytes } from '../frame.ts';
import { bytes, contact, count, flag, id, listOf, orNull, record, type Field, type Shape } from './field.ts';
import { stamp, tag, valueName } from './value-fields.ts';

const hashBytes = 32;
const holdersMax = 64;
const routeMax = 1_024;
/** So many keys go into one answer: each has a name of up to 255 bytes. */
export const keysAtOnce = 128;

type Told<Kind extends HostMessage['kind']> = Omit<Extract<HostMessage, { readonly kind: Kind }>, 'kind'>;

/** Every kind of message about values that only hosts and clients say. */
export const valueKinds = [
  'put',
  'put-go',
  'put-end',
  'put-done',
  'get',
  'get-go',
  'ask-store',
  'store-done',
  'ask-request',
  'request-done',
  'ask-keys',
  'keys',
] as const;
export type ValueKind = (typeof valueKinds)[number];

const sha256: Field<Uint8Array> = {
  pack: (value) => value,
  read: (fields, name) => fields.bytes(name, hashBytes),
};
const content = orNull(bytes(frameMaxBytes));
const route = listOf(id, routeMax);
const held = record<HeldKey>({ name: valueName, key: id, bytes: count, at: count, by: id, isOwned: flag });

export const hostShapes: { readonly [Kind in ValueKind]: Shape<Told<Kind>> } = {
  put: { n: count, id: tag, size: count, isForHolders: flag, sameAs: orNull(tag) },
  'put-go': { n: count },
  'put-end': { n: count, sha256 },
  'put-done': { n: count },
  get: { n: count, name: valueName, sha256, isCopy: flag },
  'get-go': { n: count, size: count },
  'ask-store': { n: count, request: tag, name: valueName, size: count, sha256, content },
  'store-done': {
    n: count,
    key: id,
    owner: id,
    route,
    stamp,
    holders: listOf(id, holdersMax),
    wanted: count,
  },
  'ask-request': { n: count, name: valueName },
  'request-done': {
    n: count,
    key: id,
    owner: id,
    at: orNull(contact),
    route,
    stamp,
    size: count,
    sha256,
    isSure: flag,
    content,
  },
  'ask-keys': { n: count, after: orNull(valueName) },
  keys: { n: count, keys: listOf(held, keysAtOnce), isAll: flag },
};
