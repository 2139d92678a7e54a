// Whom to ask: one peer of the list as long as it answers, then the next one. What is asked may be asked again elsewhere, so it must do no harm twice.

import { setTimeout as delay } from 'node:timers/promises';
import { ConversationError } from '../net/conversation.ts';
import type { Address } from '../ring/index.ts';
import { ClientError } from './client-error.ts';
import { Line, LostError } from './line.ts';

const pauseMs = 100;
const pauseMaxMs = 1_000;

export interface AccessOptions {
  readonly addresses: readonly Address[];
  readonly ring: string;
  /** For how long peers that are gone are tried again. */
  readonly patienceMs: number;
  /** A peer that is asked and says nothing for so long is gone. */
  readonly silenceMs: number;
}

export class Access implements Disposable {
  readonly #options: AccessOptions;
  readonly #lines = new Map<Address, Line>();
  /** In the list: whoever answered last. */
  #place = 0;
  #isClosed = false;

  constructor(options: AccessOptions) {
    this.#options = options;
  }

  get ring(): string {
    return this.#options.ring;
  }

  /** The line with the first of the list that listens, beginning with whoever answered last; each is tried once. */
  async open(): Promise<Line> {
    const { addresses } = this.#options;
    for (const first = this.#place; ;) {
      const line = await this.at(addresses[this.#place] ?? '');
      if (line !== undefined) return line;
      this.#place = (this.#place + 1) % addresses.length;
      if (this.#place === first) throw this.#nobody();
    }
  }

  /** The line with this peer, opened when needed; undefined when nobody listens there. */
  async at(address: Address): Promise<Line | undefined> {
    this.#insistOnOpen();
    const kept = this.#lines.get(address);
    const { ring, silenceMs } = this.#options;
    const line = kept?.isOpen === true ? kept : new Line({ address, ring, silenceMs });
    this.#lines.set(address, line);
    if (await line.opened()) return line;
    if (this.#lines.get(address) === line) this.#lines.delete(address);
    return undefined;
  }

  /**
   * Does `work` with one peer after another until one of them does not go away in the middle. Rejects with ClientError; one with a code of
   * `passing` only when it is so after all patience too.
   */
  async use<Result>(
    work: (line: Line) => Promise<Result>,
    passing: readonly string[] = ['timeout'],
  ): Promise<Result> {
    const { addresses, patienceMs } = this.#options;
    const until = performance.now() + patienceMs;
    let lost: LostError | undefined;
    for (let pause = pauseMs; ; pause = Math.min(2 * pause, pauseMaxMs)) {
      for (let tried = 0; tried < addresses.length; tried += 1) {
        const place = this.#place;
        const line = await this.at(addresses[place] ?? '');
        try {
          if (line !== undefined) return await work(line);
        } catch (error) {
          lost = lostBy(error, performance.now() < until ? passing : []);
        }
        // Others may have gone on to the next one already.
        if (place === this.#place) this.#place = (place + 1) % addresses.length;
      }
      if (performance.now() >= until) throw this.#nobody(lost);
      await delay(pause);
      this.#insistOnOpen();
    }
  }

  #insistOnOpen(): void {
    if (this.#isClosed) throw new ClientError('closed', 'the client was closed; connect again');
  }

  #nobody(cause?: LostError): ClientError {
    const { addresses } = this.#options;
    const said = cause === undefined ? '' : ` (${cause.message})`;
    return new ClientError(
      'unavailable',
      `nobody answers at ${addresses.join(', ')}${said}; is the ring running?`,
      { cause },
    );
  }

  [Symbol.dispose](): void {
    this.#isClosed = true;
    for (const line of this.#lines.values()) line[Symbol.dispose]();
    this.#lines.clear();
  }
}

/** What another peer may do better, or this one in a moment; anything else is thrown on. */
function lostBy(error: unknown, passing: readonly string[]): LostError {
  if (error instanceof LostError) return error;
  if (error instanceof ConversationError) return new LostError(error.message, { cause: error });
  if (error instanceof ClientError && passing.includes(error.code))
    return new LostError(error.message, { cause: error });
  throw error;
}
