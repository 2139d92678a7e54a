// A program that is no member uses the ring through its peers: any of those it was told of, and another one when that is gone.

import type { Speaker } from '../net/transfer.ts';
import type { Address, Contact, Identifier } from '../ring/index.ts';
import { presets } from '../settings/index.ts';
import type { HeldKey, HostMessage } from '../wire/index.ts';
import { Access } from './access.ts';
import { ClientError } from './client-error.ts';
import { Gate } from './gate.ts';
import type { GivenValue } from './given-value.ts';
import { requestValue, type RequestAnswer } from './request-value.ts';
import { storeValue, type StoreAnswer } from './store-value.ts';
import { intoFile, intoMemory } from './taken-value.ts';

export interface LookupAnswer {
  readonly key: Identifier;
  readonly owner: Contact;
  /** The peers it passed, in order. */
  readonly route: readonly Identifier[];
}

/** Every method rejects with ClientError. Many may be under way at once. */
export interface Client extends AsyncDisposable {
  /**
   * Stores bytes, or a file of any size, which is streamed. Resolves once all holders have it on disk. `request`: the number under which the ring
   * obeys it once; give the same one again to say the same store again, from another program too.
   */
  store(name: string, value: GivenValue, options?: { readonly request?: string }): Promise<StoreAnswer>;
  /** Fetches a value, checked against its SHA-256: as bytes (up to 64 MiB), or into a file, which is streamed. */
  request(name: string): Promise<RequestAnswer & { readonly bytes: Uint8Array }>;
  request(name: string, options: { readonly to: string }): Promise<RequestAnswer & { readonly path: string }>;
  /** Who owns a name. */
  lookup(name: string): Promise<LookupAnswer>;
  /** What one peer holds, in the order of the names: the peer at this address, else whichever is spoken to. */
  keys(address?: Address): AsyncIterable<HeldKey>;
}

export interface ClientOptions {
  /** The ring's name. */
  readonly ring?: string;
  /** For how long peers that are gone are tried again before a question is given up. */
  readonly patienceMs?: number;
  /** A peer that is asked and says nothing for so long is held for gone. */
  readonly silenceMs?: number;
}

const usualPatienceMs = 10_000;
const usualSilenceMs = 8_000;
/** A peer serves 64 at a time, and has others to serve. */
const transfersMax = 16;

/** Speaks to the first of these peers that answers, and to the others when it is gone. Rejects when none does. */
export async function connect(addresses: readonly Address[], options: ClientOptions = {}): Promise<Client> {
  if (addresses.length === 0)
    throw new ClientError('unavailable', 'no address was given; name some peers of the ring as host:port');
  const access = new Access({
    addresses,
    ring: options.ring ?? presets.classic.ring,
    patienceMs: options.patienceMs ?? usualPatienceMs,
    silenceMs: options.silenceMs ?? usualSilenceMs,
  });
  await access.open();
  return new RingClient(access);
}

type KeysPage = Extract<HostMessage, { readonly kind: 'keys' }>;

class RingClient implements Client {
  readonly #access: Access;
  readonly #speaker: Speaker;
  readonly #transfers = new Gate(transfersMax);

  constructor(access: Access) {
    this.#access = access;
    this.#speaker = {
      ring: access.ring,
      self: () => undefined,
      failure: (code, message, isDefinite) => new ClientError(code, message, { isDefinite }),
    };
  }

  get #parts(): { readonly access: Access; readonly speaker: Speaker; readonly transfers: Gate } {
    return { access: this.#access, speaker: this.#speaker, transfers: this.#transfers };
  }

  async store(
    name: string,
    value: GivenValue,
    options: { readonly request?: string } = {},
  ): Promise<StoreAnswer> {
    return await storeValue(this.#parts, name, value, options.request);
  }

  request(name: string): Promise<RequestAnswer & { readonly bytes: Uint8Array }>;
  request(name: string, options: { readonly to: string }): Promise<RequestAnswer & { readonly path: string }>;
  async request(name: string, options?: { readonly to: string }): Promise<RequestAnswer> {
    if (options === undefined) return await requestValue(this.#parts, name, intoMemory);
    return await requestValue(this.#parts, name, intoFile(options.to));
  }

  async lookup(name: string): Promise<LookupAnswer> {
    return await this.#access.use(async (line) => {
      const { key, owner, route } = await line.ask((n) => ({ kind: 'ask-lookup', n, name }), 'lookup-done');
      return { key, owner, route };
    });
  }

  async *keys(address?: Address): AsyncGenerator<HeldKey, void, void> {
    const line = address === undefined ? await this.#access.open() : await this.#access.at(address);
    if (line === undefined)
      throw new ClientError('unavailable', `nobody answers at ${address}; is that peer running?`);
    let after: string | null = null;
    for (;;) {
      const from: string | null = after;
      // One peer's list: another one would go on with its own.
      const { keys, isAll }: KeysPage = await line.only(
        (n) => ({ kind: 'ask-keys', n, after: from }),
        'keys',
      );
      yield* keys;
      after = keys.at(-1)?.name ?? null;
      if (isAll || after === null) return;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#access[Symbol.dispose]();
    await Promise.resolve();
  }
}
