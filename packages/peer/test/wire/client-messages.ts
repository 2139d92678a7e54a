import fc from 'fast-check';
import { content, of, sha256Bytes as sha256, type ArbitrariesOf, type Parts } from './parts.ts';

type Kinds =
  | 'put'
  | 'put-go'
  | 'put-end'
  | 'put-done'
  | 'get'
  | 'get-go'
  | 'ask-store'
  | 'store-done'
  | 'ask-request'
  | 'request-done'
  | 'ask-keys'
  | 'keys';

/** Messages of clients, and of transfers. */
export function clientMessages({ n, id, contact, name }: Parts): ArbitrariesOf<Kinds> {
  const route = fc.array(id, { maxLength: 1_024 });
  const stamp = fc.record({ at: n, by: id, life: n });
  const isSure = fc.boolean();
  const held = fc.record({ name, key: id, bytes: n, at: n, by: id, isOwned: fc.boolean() });
  const about = { n, key: id, owner: id, route, stamp };
  const request = fc.uuid();
  return {
    put: fc.record({
      ...of('put'),
      n,
      id: request,
      size: n,
      isForHolders: fc.boolean(),
      sameAs: fc.option(request),
    }),
    'put-go': fc.record({ ...of('put-go'), n }),
    'put-end': fc.record({ ...of('put-end'), n, sha256 }),
    'put-done': fc.record({ ...of('put-done'), n }),
    get: fc.record({ ...of('get'), n, name, sha256, isCopy: fc.boolean() }),
    'get-go': fc.record({ ...of('get-go'), n, size: n }),
    'ask-store': fc.record({
      ...of('ask-store'),
      n,
      request,
      name,
      size: n,
      sha256,
      content: fc.option(content),
    }),
    'store-done': fc.record({
      ...of('store-done'),
      ...about,
      holders: fc.array(id, { maxLength: 64 }),
      wanted: n,
    }),
    'ask-request': fc.record({ ...of('ask-request'), n, name }),
    'request-done': fc.record({
      ...of('request-done'),
      ...about,
      at: fc.option(contact),
      size: n,
      sha256,
      isSure,
      content: fc.option(content),
    }),
    'ask-keys': fc.record({ ...of('ask-keys'), n, after: fc.option(name) }),
    keys: fc.record({ ...of('keys'), n, keys: fc.array(held, { maxLength: 128 }), isAll: fc.boolean() }),
  };
}
