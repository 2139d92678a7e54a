// One kept connection with one peer: many questions at a time, told apart by their numbers. A peer that falls silent while it is asked is given up.

import { dial } from '../net/calls.ts';
import type { Connection } from '../net/connection.ts';
import type { Address } from '../ring/index.ts';
import { decode, encode, type HostMessage } from '../wire/index.ts';
import { ClientError } from './client-error.ts';

/** After this part of the longest silence the peer is asked for a sign of life. */
const quietPart = 1 / 4;

/** The peer has gone, or says nothing any more. What it was asked may have been done. */
export class LostError extends Error {
  override readonly name = 'LostError';
}

export type Question = Extract<HostMessage, { readonly kind: `ask-${string}` }>;
export type Answer = Exclude<
  HostMessage,
  Question | { readonly kind: 'caller' | 'hello' | 'who' | 'failed' }
>;

interface Asked {
  readonly kind: Answer['kind'];
  readonly answer: PromiseWithResolvers<HostMessage>;
}

export interface LineOptions {
  readonly address: Address;
  readonly ring: string;
  /** A peer that is asked and says nothing for so long is gone. */
  readonly silenceMs: number;
}

export class Line implements Disposable {
  readonly address: Address;
  readonly #ring: string;
  readonly #silenceMs: number;
  readonly #connection: Connection;
  readonly #opened: Promise<boolean>;
  readonly #asked = new Map<number, Asked>();
  #nextN = 1;
  #heardAt = 0;
  #feltAt = 0;
  #pulse: NodeJS.Timeout | undefined;

  constructor({ address, ring, silenceMs }: LineOptions) {
    this.address = address;
    this.#ring = ring;
    this.#silenceMs = silenceMs;
    this.#connection = dial(address, {
      onFrame: (_, body) => this.#hear(body),
      onClosed: () => this.#end(`the peer at ${address} has gone`),
    });
    // Once for all who wait.
    this.#opened = this.#connection.opened();
  }

  /** Resolves with whether somebody listens there. */
  async opened(): Promise<boolean> {
    return await this.#opened;
  }

  /** May still be asked. */
  get isOpen(): boolean {
    return !this.#connection.isClosed && this.#connection.endedBy === undefined;
  }

  /** The answer of this kind. Rejects with ClientError when the peer says why not, with LostError when it is gone. */
  async ask<Kind extends Answer['kind']>(
    question: (n: number) => Question,
    kind: Kind,
  ): Promise<Extract<HostMessage, { readonly kind: Kind }>> {
    if (!this.isOpen) throw new LostError(`the peer at ${this.address} has gone`);
    const n = this.#nextN++;
    const answer = Promise.withResolvers<HostMessage>();
    if (this.#asked.size === 0) this.#heardAt = performance.now();
    this.#asked.set(n, { kind, answer });
    this.#startPulse();
    this.#send(question(n));
    const message = await answer.promise;
    if (isKind(message, kind)) return message;
    throw new LostError(`the peer at ${this.address} sent ${message.kind} in place of ${kind}`);
  }

  /** As `ask`, where no other peer can answer: rejects with ClientError `unavailable` when this one is gone. */
  async only<Kind extends Answer['kind']>(
    question: (n: number) => Question,
    kind: Kind,
  ): Promise<Extract<HostMessage, { readonly kind: Kind }>> {
    return await this.ask(question, kind).catch((error: unknown) => {
      if (!(error instanceof LostError)) throw error;
      throw new ClientError('unavailable', `${error.message}; ask another one`, { cause: error });
    });
  }

  #send(message: Question): void {
    this.#connection.send(encode({ ring: this.#ring, from: undefined, message }));
  }

  #hear(body: Uint8Array): void {
    this.#heardAt = performance.now();
    const decoded = decode(body);
    if (decoded.kind === 'garbage') return this.#giveUp(`something else answers at ${this.address}`);
    const { message } = decoded.envelope;
    const n = 'n' in message ? message.n : undefined;
    const asked = n === undefined ? undefined : this.#asked.get(n);
    if (n === undefined || asked === undefined) return;
    this.#asked.delete(n);
    this.#restWhenIdle();
    if (message.kind === 'failed') {
      const { code, isDefinite, route } = message;
      return asked.answer.reject(new ClientError(code, message.message, { isDefinite, route }));
    }
    if (message.kind === asked.kind) return asked.answer.resolve(message);
    asked.answer.reject(new LostError(`the peer at ${this.address} sent ${message.kind}`));
  }

  #startPulse(): void {
    if (this.#pulse !== undefined) return;
    this.#feltAt = performance.now();
    this.#pulse = setInterval(() => this.#feelPulse(), quietPart * this.#silenceMs).unref();
  }

  /** Any peer answers at once how it is, however long the rest takes. */
  #feelPulse(): void {
    const now = performance.now();
    // This program stood still itself: what came meanwhile has not been read yet.
    if (now - this.#feltAt > 2 * quietPart * this.#silenceMs) this.#heardAt = now;
    this.#feltAt = now;
    const forMs = now - this.#heardAt;
    if (forMs > this.#silenceMs) return this.#giveUp(`the peer at ${this.address} says nothing any more`);
    if (forMs > quietPart * this.#silenceMs) this.#send({ kind: 'ask-status', n: 0 });
  }

  #restWhenIdle(): void {
    if (this.#asked.size > 0) return;
    clearInterval(this.#pulse);
    this.#pulse = undefined;
  }

  #giveUp(why: string): void {
    this.#end(why);
    this.#connection.destroy();
  }

  #end(why: string): void {
    for (const { answer } of this.#asked.values()) answer.reject(new LostError(why));
    this.#asked.clear();
    this.#restWhenIdle();
  }

  /** Whoever still waits hears that it was closed. */
  [Symbol.dispose](): void {
    for (const { answer } of this.#asked.values())
      answer.reject(new ClientError('closed', 'the client was closed'));
    this.#asked.clear();
    this.#restWhenIdle();
    this.#connection.close();
  }
}

function isKind<Kind extends HostMessage['kind']>(
  message: HostMessage,
  kind: Kind,
): message is Extract<HostMessage, { readonly kind: Kind }> {
  return message.kind === kind;
}
