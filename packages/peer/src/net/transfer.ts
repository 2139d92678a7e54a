// The bytes of values on a connection of their own: a request and its answer, as many bytes as were declared, as they are, and the SHA-256. Flat
// memory: the sender copies nothing, the receiver into one buffer. Peers speak so to each other, and clients to peers; each says by itself how a failure is to be thrown.

import { Buffer } from 'node:buffer';
import type { Address, Contact } from '../ring/index.ts';
import { decode, encode, type HostMessage } from '../wire/index.ts';
import { dial } from './calls.ts';
import { Conversation, ConversationError } from './conversation.ts';

/** Neither side waits longer for the other's next frame. */
const silenceMs = 10_000;
/** At most so much is taken at a time. */
const takenBytes = 256 * 1024;

/** Who speaks, and in which ring. */
export interface Speaker {
  readonly ring: string;
  readonly self: () => Contact | undefined;
  /** The error for a failure with this code; `isDefinite`: nothing was changed. */
  readonly failure: (code: string, message: string, isDefinite: boolean) => Error;
  /** What we say suffers on its way what the links of this peer suffer; see `Links.passage`. Absent: nothing. */
  readonly passage?: (to: Address, isBulk: boolean, limitMs: number) => Promise<boolean>;
}

/** A conversation in messages instead of frames. */
export class Transfer implements Disposable {
  readonly #conversation: Conversation;
  readonly #speaker: Speaker;
  readonly #other: Address | undefined;

  /** `other`: who is at the other end; undefined when it is no member. */
  constructor(conversation: Conversation, speaker: Speaker, other: Address | undefined) {
    this.#conversation = conversation;
    this.#speaker = speaker;
    this.#other = other;
  }

  static to(address: Address, speaker: Speaker): Transfer {
    return new Transfer(
      Conversation.opened((events) => dial(address, events)),
      speaker,
      address,
    );
  }

  async tell(message: HostMessage): Promise<void> {
    await this.#pass(false);
    await this.#conversation.say(encode({ ring: this.#speaker.ring, from: this.#speaker.self(), message }));
  }

  async #pass(isBulk: boolean): Promise<void> {
    const { passage } = this.#speaker;
    if (passage !== undefined && this.#other !== undefined) {
      const isThrough = await passage(this.#other, isBulk, silenceMs);
      if (!isThrough)
        throw new ConversationError('silent', `nothing got through to it for ${silenceMs / 1_000} s`);
    }
  }

  /** The next message, which must be of this kind, or one of these. A `failed` is thrown with its code and words. */
  async hear<Kind extends HostMessage['kind']>(
    expected: Kind | readonly Kind[],
    limitMs: number = silenceMs,
  ): Promise<Extract<HostMessage, { kind: Kind }>> {
    const decoded = decode(await this.#conversation.hear(limitMs));
    if (decoded.kind === 'garbage')
      throw this.#failure('unavailable', `the other peer sent ${decoded.reason}`);
    const { message } = decoded.envelope;
    if (message.kind === 'failed') throw this.#failure(message.code, message.message, message.isDefinite);
    const kinds = typeof expected === 'string' ? [expected] : expected;
    if (!isKind(message, kinds))
      throw this.#failure(
        'unavailable',
        `the other peer sent ${message.kind} in place of ${kinds.join(' or ')}`,
      );
    return message;
  }

  /** Sends all chunks; `onChunk` sees each. Rejects when there are more or fewer bytes than declared. */
  async giveChunks(
    chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    size: number,
    onChunk: (chunk: Uint8Array) => void = () => undefined,
  ): Promise<void> {
    let given = 0;
    for await (const chunk of chunks) {
      given += chunk.length;
      if (given > size) break;
      onChunk(chunk);
      await this.#pass(true);
      await this.#conversation.pour(chunk);
    }
    if (given !== size)
      throw this.#failure(
        'refused',
        `the file changed while it was read: ${given} bytes in place of ${size}; store it again`,
      );
  }

  /** Sends some of them; the caller may change them once this has resolved. */
  async giveLent(chunk: Uint8Array): Promise<void> {
    await this.#pass(true);
    await this.#conversation.pourLent(chunk);
  }

  /** Takes chunks until `size` bytes are in. Each is overwritten by the next one, once `write` has resolved. */
  async takeChunks(size: number, write: (chunk: Uint8Array) => Promise<void>): Promise<void> {
    const buffer = Buffer.allocUnsafeSlow(Math.min(size, takenBytes));
    for (let taken = 0; taken < size;) {
      const chunk = await this.#conversation.take(buffer.subarray(0, size - taken), silenceMs);
      taken += chunk.length;
      await write(chunk);
    }
  }

  #failure(code: string, message: string, isDefinite = true): Error {
    return this.#speaker.failure(code, message, isDefinite);
  }

  breakOff(): void {
    this.#conversation.breakOff();
  }

  [Symbol.dispose](): void {
    this.#conversation[Symbol.dispose]();
  }
}

function isKind<Kind extends string, Every extends { kind: string }>(
  message: Every,
  kinds: readonly Kind[],
): message is Extract<Every, { kind: Kind }> {
  return kinds.some((kind) => kind === message.kind);
}

/** Fetches the bytes of a version; `write` gets the chunks, unchecked but for their number. */
export async function fetchBytes(
  from: Address,
  speaker: Speaker,
  { name, size, sha256 }: { readonly name: string; readonly size: number; readonly sha256: Uint8Array },
  write: (chunk: Uint8Array) => Promise<void>,
  isCopy: boolean,
): Promise<void> {
  using transfer = Transfer.to(from, speaker);
  await transfer.tell({ kind: 'get', n: 1, name, sha256, isCopy });
  const go = await transfer.hear('get-go');
  if (go.size !== size)
    throw speaker.failure('unavailable', `${name} is another version by now; ask again`, true);
  await transfer.takeChunks(size, write);
}
