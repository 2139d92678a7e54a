// One connection used by one side at a time: say something, wait for the next frame, with a limit. What transfers and clients are written with.

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
  readonly #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #ended: ConversationError | undefined;
  #wake: (() => void) | undefined;

  private constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Takes an open connection over. Its listener still learns when it closes. */
  static over(connection: Connection): Conversation {
    const conversation = new Conversation(connection);
    connection.handOver(conversation.#events());
    return conversation;
  }

  /** Opens one; `open` makes the connection from the events it is given. */
  static opened(open: (events: ConnectionEvents) => Connection): Conversation {
    // Nothing can arrive before this turn of the event loop is over, so the real events come in time.
    return Conversation.over(open({ onFrame: () => undefined, onClosed: () => undefined }));
  }

  #events(): ConnectionEvents {
    return {
      onFrame: (connection, body) => {
        this.#waiting.push(body);
        this.#waitingBytes += body.length;
        if (this.#waitingBytes > waitingMaxBytes) connection.pause();
        this.#wake?.();
      },
      onClosed: (_connection, _unsent, error) => {
        const isRefused = error?.code === 'ECONNREFUSED';
        this.#ended = new ConversationError(
          isRefused ? 'refused' : 'closed',
          isRefused ? 'nobody listens there' : 'the other side broke off',
        );
        this.#wake?.();
      },
    };
  }

  /** Sends one frame; resolves when there is room for the next. Rejects once the other side is gone. */
  async say(body: Uint8Array): Promise<void> {
    if (this.#ended !== undefined) throw this.#ended;
    await this.#connection.sendSlowly(body);
  }

  /** The next frame, in order. Rejects when the other side is gone, or silent for `limitMs`. */
  async hear(limitMs: number): Promise<Uint8Array> {
    const deadline = performance.now() + limitMs;
    for (;;) {
      const body = this.#waiting.shift();
      if (body !== undefined) {
        this.#waitingBytes -= body.length;
        if (this.#waitingBytes <= waitingMaxBytes / 2) this.#connection.resume();
        return body;
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
