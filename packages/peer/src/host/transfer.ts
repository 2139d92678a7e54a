// Values between two peers, on a connection of their own: a request, chunks up to the declared size, the SHA-256 at the end. Flat memory.

import { createHash } from 'node:crypto';
import type { Contact } from '../ring/index.ts';
import { dial } from '../net/calls.ts';
import { Conversation } from '../net/conversation.ts';
import type { StoredValue } from '../store/index.ts';
import { decode, encode, frameMaxBytes, type HostMessage } from '../wire/index.ts';
import { PeerError, peerErrorCode } from './peer-error.ts';
import type { Taking } from './taking.ts';
import type { ValueSource } from './value-source.ts';

/** Neither side waits longer for the other's next frame. */
const silenceMs = 10_000;
const commitMs = 60_000;

/** Who speaks, and in which ring. */
export interface Speaker {
  readonly ring: string;
  readonly self: () => Contact | undefined;
}

/** A conversation in messages instead of frames. */
export class Transfer implements Disposable {
  readonly #conversation: Conversation;
  readonly #speaker: Speaker;

  constructor(conversation: Conversation, speaker: Speaker) {
    this.#conversation = conversation;
    this.#speaker = speaker;
  }

  static to(address: string, speaker: Speaker): Transfer {
    return new Transfer(
      Conversation.opened((events) => dial(address, events)),
      speaker,
    );
  }

  async tell(message: HostMessage): Promise<void> {
    await this.#conversation.say(encode({ ring: this.#speaker.ring, from: this.#speaker.self(), message }));
  }

  /** The next message, which must be of this kind. A `failed` becomes a PeerError with its code and words. */
  async hear<Kind extends HostMessage['kind']>(
    kind: Kind,
    limitMs: number = silenceMs,
  ): Promise<Extract<HostMessage, { kind: Kind }>> {
    const decoded = decode(await this.#conversation.hear(limitMs));
    if (decoded.kind === 'garbage')
      throw new PeerError('unavailable', `the other peer sent ${decoded.reason}`);
    const { message } = decoded.envelope;
    if (message.kind === 'failed') {
      throw new PeerError(peerErrorCode(message.code), message.message, { isDefinite: message.isDefinite });
    }
    if (!isKind(message, kind))
      throw new PeerError('unavailable', `the other peer sent ${message.kind} in place of ${kind}`);
    return message;
  }

  /** Sends all chunks; resolves with their SHA-256. Rejects when there are more or fewer bytes than declared. */
  async giveChunks(
    chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    size: number,
  ): Promise<Uint8Array> {
    const hash = createHash('sha256');
    let given = 0;
    for await (const chunk of chunks) {
      given += chunk.length;
      if (given > size) break;
      hash.update(chunk);
      for (let at = 0; at < chunk.length; at += frameMaxBytes)
        await this.#conversation.say(chunk.subarray(at, at + frameMaxBytes));
    }
    if (given !== size)
      throw new PeerError(
        'refused',
        `the file changed while it was read: ${given} bytes in place of ${size}; store it again`,
      );
    return hash.digest();
  }

  /** Takes chunks until `size` bytes are in. */
  async takeChunks(size: number, write: (chunk: Uint8Array) => Promise<void>): Promise<void> {
    for (let taken = 0; taken < size;) {
      const chunk = await this.#conversation.hear(silenceMs);
      taken += chunk.length;
      if (chunk.length === 0 || taken > size)
        throw new PeerError('refused', 'the other peer sent other bytes than it declared');
      await write(chunk);
    }
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
  kind: Kind,
): message is Extract<Every, { kind: Kind }> {
  return message.kind === kind;
}

/** Stores at the owner. Rejects with the owner's reason; after all bytes were sent, silence means "unknown". */
export async function putAt(
  owner: Contact,
  speaker: Speaker,
  name: string,
  source: ValueSource,
): Promise<void> {
  using transfer = Transfer.to(owner.address, speaker);
  await transfer.tell({ kind: 'put', n: 1, name, size: source.size });
  await transfer.hear('put-go');
  let sha256: Uint8Array;
  try {
    sha256 = await transfer.giveChunks(source.chunks(), source.size);
  } catch (error) {
    transfer.breakOff();
    throw error;
  }
  await transfer.tell({ kind: 'put-end', n: 1, sha256 });
  try {
    await transfer.hear('put-done', commitMs);
  } catch (error) {
    if (error instanceof PeerError) throw error;
    throw new PeerError(
      'timeout',
      `peer ${owner.id} has all bytes of ${name} but did not confirm; it may be stored`,
      { cause: error, isDefinite: false },
    );
  }
}

/** The owner's side of `putAt`, once it has agreed. */
export async function takePut(transfer: Transfer, n: number, size: number, taking: Taking): Promise<void> {
  await transfer.tell({ kind: 'put-go', n });
  await transfer.takeChunks(size, (chunk) => taking.write(chunk));
  const { sha256 } = await transfer.hear('put-end');
  await taking.commit(sha256);
  await transfer.tell({ kind: 'put-done', n });
}

/** Fetches from the owner, whole and checked; `write` gets the chunks. Resolves with the size and the SHA-256 that the owner promised. */
export async function getFrom(
  owner: Contact,
  speaker: Speaker,
  name: string,
  onValue: (size: number) => Promise<void>,
  write: (chunk: Uint8Array) => Promise<void>,
): Promise<{ readonly size: number; readonly sha256: Uint8Array }> {
  using transfer = Transfer.to(owner.address, speaker);
  await transfer.tell({ kind: 'get', n: 1, name });
  const { size, sha256 } = await transfer.hear('value');
  await onValue(size);
  await transfer.takeChunks(size, write);
  return { size, sha256 };
}

/** The owner's side of `getFrom`. */
export async function giveValue(transfer: Transfer, n: number, value: StoredValue): Promise<void> {
  const { bytes, sha256 } = value.entry;
  await transfer.tell({ kind: 'value', n, size: bytes, sha256: Buffer.from(sha256, 'hex') });
  await transfer.giveChunks(value.chunks(), bytes);
}
