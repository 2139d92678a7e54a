// Names and the walks that look for their owners: the one place of the host that turns a name into a key.

import { keyOfName, routingKey } from '../keys/index.ts';
import type { Identifier, Input, LookupOutcome, Purpose } from '../ring/index.ts';
import { sha256 } from '../store/index.ts';
import type { SettledOptions } from './options.ts';
import type { LookupDone } from './outcomes.ts';
import { PeerError } from './peer-error.ts';

export class Lookups {
  readonly #options: SettledOptions;
  readonly #deliver: (input: Input) => void;
  readonly #waiting = new Map<number, (outcome: LookupOutcome) => void>();
  #nextTag = 1;

  constructor(options: SettledOptions, deliver: (input: Input) => void) {
    this.#options = options;
    this.#deliver = deliver;
  }

  /** The key of a name. Throws PeerError `bad-name` with the rule of this ring. */
  keyOf(name: string): Identifier {
    const named = keyOfName(name, this.#options, sha256);
    if (named.kind === 'refused') throw new PeerError('bad-name', named.message);
    return named.key;
  }

  /** The position whose first peer at or after it owns the key. */
  placeOf(key: Identifier): Identifier {
    return routingKey(key, this.#options.owner, this.#options.space);
  }

  /** Walks the ring for the owner of a key. Never rejects: a failure is an outcome. */
  async find(name: string, key: Identifier, purpose: Purpose): Promise<LookupOutcome> {
    const tag = this.#nextTag++;
    return await new Promise<LookupOutcome>((resolve) => {
      this.#waiting.set(tag, resolve);
      this.#deliver({ kind: 'lookup', tag, seek: 'owner', key: this.placeOf(key), purpose, name });
    });
  }

  /** Who owns the name. Rejects with PeerError `bad-name` or `unavailable`. */
  async lookup(name: string): Promise<LookupDone> {
    const key = this.keyOf(name);
    const outcome = await this.find(name, key, 'lookup');
    if (outcome.kind === 'found') return { key, owner: outcome.owner, route: outcome.route };
    throw new PeerError('unavailable', `${name}: ${outcome.message}`, { route: outcome.route });
  }

  /** The core says how a walk ended. */
  end(tag: number, outcome: LookupOutcome): void {
    this.#waiting.get(tag)?.(outcome);
    this.#waiting.delete(tag);
  }

  /** The peer has stopped: nobody waits for ever. */
  endAll(message: string): void {
    for (const tag of this.#waiting.keys())
      this.end(tag, { kind: 'failed', code: 'not-member', message, route: [] });
  }
}
