// A program that is no member uses the ring through one of its peers.

import { dial } from '../net/calls.ts';
import { Connection } from '../net/connection.ts';
import type { Address, Contact, Identifier } from '../ring/index.ts';
import { presets } from '../settings/index.ts';
import { decode, encode } from '../wire/index.ts';

/** A peer itself gives up within three intervals; one that says nothing for longer is stuck. */
const limitMs = 30_000;

export interface LookupAnswer {
  readonly key: Identifier;
  readonly owner: Contact;
  /** The peers it passed, in order. */
  readonly route: readonly Identifier[];
}

export interface Client extends AsyncDisposable {
  /** Who owns a name. Rejects with the peer's reason, or when the peer is gone. Many may be under way at once. */
  lookup(name: string): Promise<LookupAnswer>;
}

/** A failure with the ring's own reason: `code` as on the control protocol. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Speaks to the first of these peers that answers. */
export async function connect(
  addresses: readonly Address[],
  { ring = presets.classic.ring }: { readonly ring?: string } = {},
): Promise<Client> {
  const waiting = new Map<number, PromiseWithResolvers<LookupAnswer>>();
  let nextN = 1;

  function onFrame(_from: Connection, body: Uint8Array): void {
    const decoded = decode(body);
    if (decoded.kind === 'garbage') return;
    const { message } = decoded.envelope;
    if (message.kind !== 'lookup-done' && message.kind !== 'failed') return;
    const asked = waiting.get(message.n);
    waiting.delete(message.n);
    if (message.kind === 'failed') return asked?.reject(new ClientError(message.code, message.message));
    const { key, owner, route } = message;
    asked?.resolve({ key, owner, route });
  }

  function onClosed(): void {
    for (const asked of waiting.values())
      asked.reject(new ClientError('unavailable', 'the peer is gone; connect to another one'));
    waiting.clear();
  }

  const connection = await firstOpen(addresses, { onFrame, onClosed });
  return {
    async lookup(name) {
      if (connection.isClosed)
        throw new ClientError('unavailable', 'the peer is gone; connect to another one');
      const n = nextN++;
      const asked = Promise.withResolvers<LookupAnswer>();
      waiting.set(n, asked);
      const limit = setTimeout(() => {
        waiting.delete(n);
        asked.reject(
          new ClientError('timeout', `no answer within ${limitMs / 1_000} s; is the peer stopped?`),
        );
      }, limitMs);
      connection.send(encode({ ring, from: undefined, message: { kind: 'ask-lookup', n, name } }));
      return await asked.promise.finally(() => clearTimeout(limit));
    },
    async [Symbol.asyncDispose]() {
      connection.close();
      await Promise.resolve();
    },
  };
}

async function firstOpen(
  addresses: readonly Address[],
  events: ConstructorParameters<typeof Connection>[1],
): Promise<Connection> {
  for (const address of addresses) {
    const connection = dial(address, events);
    if (await connection.opened()) return connection;
  }
  throw new ClientError('unavailable', `nobody answers at ${addresses.join(', ')}; is the ring running?`);
}
