// One connection used by one side at a time: say something, wait for the next frame or some bytes, with a limit. What transfers and clients are written with.

import type { FrameReader } from '../wire/index.ts';
import { Connection, type ConnectionEvents } from './connection.ts';

const waitingMaxBytes = 1_048_576;

/** The other side ended, broke off, or said nothing for too long. */
export class ConversationError extends Error {
  override readonly name = 'ConversationError';
  readonly code: 'closed' | 'refused' | 'silent';

  constructor(code: 'closed' | 'refused' | 'silent', message: string) {
    super(message);
    this.code = code;
  }
}

export class Conversation implements Disposable {
  readonly #connection: Connection;
  readonly #reader: FrameReader;
  #ended: ConversationError | undefined;
  #wake: (() => void) | undefined;

  private constructor(connection: Connection) {
    this.#connection = connection;
    this.#reader = connection.handOver({
      onBytes: () => {
        if (this.#reader.length > waitingMaxBytes) connection.pause();
        this.#wake?.();
      },
      onClosed: (_connection, _unsent, error) => {
        const isRefused = error?.code === 'ECONNREFUSED';
        this.#end(
          isRefused ? 'refused' : 'closed',
          isRefused ? 'nobody listens there' : 'the other side broke off',
        );
      },
    });
  }

  /** Takes an open connection over. Its listener still learns when it closes. */
  static over(connection: Connection): Conversation {
    return new Conversation(connection);
  }

  /** Opens one; `open` makes the connection from the events it is given. */
  static opened(open: (events: ConnectionEvents) => Connection): Conversation {
    // Nothing can arrive before this turn of the event loop is over, so the real events come in time.
    return Conversation.over(open({ onFrame: () => undefined, onClosed: () => undefined }));
  }

  #end(code: ConversationError['code'], message: string): void {
    this.#ended ??= new ConversationError(code, message);
    this.#wake?.();
  }

  /** Sends one frame; resolves when there is room for the next. Rejects once the other side is gone. */
  async say(body: Uint8Array): Promise<void> {
    if (this.#ended !== undefined) throw this.#ended;
    await this.#connection.sendSlowly(body);
  }

  /** Sends bytes as they are; the other side knows how many come before the next frame. They must not change any more. */
  async pour(bytes: Uint8Array): Promise<void> {
    if (this.#ended !== undefined) throw this.#ended;
    await this.#connection.pour(bytes);
  }

  /** The same; resolves when the system has taken them all, and the caller may change them. */
  async pourLent(bytes: Uint8Array): Promise<void> {
    if (this.#ended !== undefined) throw this.#ended;
    await this.#connection.pourLent(bytes);
  }

  /** The next frame, in order. Rejects when the other side is gone, or silent for `limitMs`. */
  async hear(limitMs: number): Promise<Uint8Array> {
    return await this.#next(() => this.#reader.frame(), limitMs);
  }

  /** Fills the buffer with bytes that the other side pours, with at least one; resolves with what was filled. Rejects as `hear` does. */
  async take(buffer: Uint8Array, limitMs: number): Promise<Uint8Array> {
    return await this.#next(() => {
      const count = this.#reader.drainInto(buffer);
      return count === 0 ? undefined : buffer.subarray(0, count);
    }, limitMs);
  }

  async #next(read: () => Uint8Array | undefined, limitMs: number): Promise<Uint8Array> {
    const deadline = performance.now() + limitMs;
    for (;;) {
      const bytes = read();
      if (bytes !== undefined) {
        if (this.#reader.length <= waitingMaxBytes / 2) this.#connection.resume();
        return bytes;
      }
      if (this.#reader.isBroken) {
        this.#end('closed', 'the other side sent no frame of ours');
        this.breakOff();
      }
      if (this.#ended !== undefined) throw this.#ended;
      const leftMs = deadline - performance.now();
      if (leftMs <= 0)
        throw new ConversationError('silent', `the other side said nothing for ${limitMs / 1_000} s`);
      await this.#waitMs(leftMs);
    }
  }

  async #waitMs(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }

  /** Ends politely; what was said still goes out. */
  [Symbol.dispose](): void {
    this.#connection.close();
  }

  /** Breaks off at once. */
  breakOff(): void {
    this.#connection.destroy();
  }
}
