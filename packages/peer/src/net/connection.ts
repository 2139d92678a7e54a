// One TCP connection that carries frames. Frames written in the same turn of the event loop leave in one write.

import type { Socket } from 'node:net';
import { framed, FrameReader } from '../wire/index.ts';

export interface ConnectionEvents {
  /** A whole frame came in. */
  onFrame(connection: Connection, body: Uint8Array): void;
  /** It ended, whoever ended it. `unsent`: messages that were never given to the system. */
  onClosed(
    connection: Connection,
    unsent: readonly Uint8Array[],
    error: NodeJS.ErrnoException | undefined,
  ): void;
}

/** Somebody who reads by itself what comes in. */
export type ConnectionTaker = Pick<ConnectionEvents, 'onClosed'> & {
  /** More bytes lie in the reader. */
  onBytes(): void;
};

const dirty = new Set<Connection>();
let flush: NodeJS.Immediate | undefined;

function flushAll(): void {
  flush = undefined;
  const batch = [...dirty];
  dirty.clear();
  for (const connection of batch) connection.flush();
}

export class Connection {
  readonly #socket: Socket;
  readonly #events: ConnectionEvents;
  #taker: ConnectionTaker | undefined;
  readonly #reader = new FrameReader();
  #queue: Uint8Array[] = [];
  #queuedBytes = 0;
  #isOpen: boolean;
  #isClosed = false;
  #error: NodeJS.ErrnoException | undefined;
  /** When a frame last came in or went out, in ms of the process's monotonic clock. */
  usedAt: number = performance.now();
  /** Who ended it first; undefined while it is open, or when it broke. */
  endedBy: 'us' | 'them' | undefined;

  constructor(socket: Socket, events: ConnectionEvents) {
    this.#socket = socket;
    this.#events = events;
    this.#isOpen = !socket.connecting;
    socket.setNoDelay(true);
    socket.once('connect', () => {
      this.#isOpen = true;
      this.flush();
    });
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('end', () => this.#end('them'));
    socket.on('error', (error) => {
      this.#error = error;
    });
    socket.once('close', () => {
      this.#isClosed = true;
      this.#events.onClosed(this, this.#queue, this.#error);
      this.#taker?.onClosed(this, this.#queue, this.#error);
      this.#queue = [];
    });
  }

  /** Resolves with whether the connection came up. */
  async opened(): Promise<boolean> {
    if (this.#isOpen || this.#isClosed) return this.#isOpen && !this.#isClosed;
    return await new Promise<boolean>((resolve) => {
      this.#socket.once('connect', () => resolve(true));
      this.#socket.once('close', () => resolve(false));
    });
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Where the other side's packets come from, without port. */
  get remoteHost(): string {
    return this.#socket.remoteAddress ?? 'unknown';
  }

  /** Bytes that were sent and not yet taken by the system, while it is being opened as well. */
  get pendingBytes(): number {
    return this.#queuedBytes + this.#socket.writableLength;
  }

  /** From now on somebody else reads: a transfer takes the connection over. Who had it still learns when it closes. */
  handOver(taker: ConnectionTaker): FrameReader {
    this.#taker = taker;
    return this.#reader;
  }

  #read(chunk: Uint8Array): void {
    this.usedAt = performance.now();
    this.#reader.add(chunk);
    while (this.#taker === undefined && !this.#isClosed) {
      const body = this.#reader.frame();
      if (body === undefined) break;
      this.#events.onFrame(this, body);
    }
    if (this.#taker !== undefined) this.#taker.onBytes();
    else if (this.#reader.isBroken) this.destroy();
  }

  send(body: Uint8Array): void {
    if (this.#isClosed) return;
    this.#queue.push(body);
    this.#queuedBytes += body.length;
    dirty.add(this);
    flush ??= setImmediate(flushAll);
  }

  /** Writes what is queued now. */
  flush(): void {
    if (!this.#isOpen || this.#isClosed || this.#queue.length === 0) return;
    const bytes = framed(this.#queue);
    this.#queue = [];
    this.#queuedBytes = 0;
    this.usedAt = performance.now();
    this.#socket.write(bytes);
  }

  /** Sends one frame at once and resolves when the system has room for more; for long transfers. */
  async sendSlowly(body: Uint8Array): Promise<void> {
    this.send(body);
    this.flush();
    await this.#drained();
  }

  /** The same with bytes as they are, between two frames: nothing is copied. */
  async pour(bytes: Uint8Array): Promise<void> {
    this.flush();
    if (this.#isClosed) return;
    this.usedAt = performance.now();
    this.#socket.write(bytes);
    await this.#drained();
  }

  /** The same; resolves when the system has taken them all, and the caller may change them. */
  async pourLent(bytes: Uint8Array): Promise<void> {
    this.flush();
    if (this.#isClosed) return;
    this.usedAt = performance.now();
    await new Promise<void>((resolve) => {
      this.#socket.write(bytes, () => resolve());
    });
  }

  async #drained(): Promise<void> {
    if (!this.#socket.writableNeedDrain || this.#isClosed) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        this.#socket.off('drain', done);
        this.#socket.off('close', done);
        resolve();
      };
      this.#socket.once('drain', done);
      this.#socket.once('close', done);
    });
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  #end(by: 'us' | 'them'): void {
    this.endedBy ??= by;
    this.flush();
    this.#socket.end();
  }

  /** Ends politely: what is queued still goes out. */
  close(): void {
    if (this.#isOpen) return this.#end('us');
    this.endedBy ??= 'us';
    this.#socket.once('connect', () => this.#end('us'));
  }

  /** Ends at once. */
  destroy(): void {
    this.endedBy ??= 'us';
    this.#socket.destroy();
  }
}
