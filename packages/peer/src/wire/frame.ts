// Framing: a stream of bytes cut into messages. Four bytes of length (big-endian), then the message. Knows nothing of what is inside.

export const headerBytes = 4;
/** The longest frame. The bytes of large values go between frames, as they are. */
export const frameMaxBytes = 65_536;

/** Messages as they go on the stream, in order, in one piece. Throws RangeError over the limit: our own messages never are. */
export function framed(bodies: readonly Uint8Array[]): Uint8Array {
  const length = bodies.reduce((sum, body) => sum + headerBytes + body.length, 0);
  const whole = new Uint8Array(length);
  const view = new DataView(whole.buffer);
  let at = 0;
  for (const body of bodies) {
    if (body.length > frameMaxBytes)
      throw new RangeError(`a frame of ${body.length} bytes is over ${frameMaxBytes}`);
    view.setUint32(at, body.length);
    whole.set(body, at + headerBytes);
    at += headerBytes + body.length;
  }
  return whole;
}

/** Collects chunks as they come. Gives back whole frames, in order, of which it copies those that lie across chunks, or the bytes as they are. */
export class FrameReader {
  readonly #chunks: Uint8Array[] = [];
  /** How much of the first chunk is gone. */
  #at = 0;
  #length = 0;
  #isBroken = false;

  /** Bytes that nobody has taken yet. */
  get length(): number {
    return this.#length;
  }

  /** The stream has announced a frame over the limit, and is beyond repair. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  add(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  /** Every frame that this chunk completes; `undefined` when the stream is broken. */
  read(chunk: Uint8Array): Uint8Array[] | undefined {
    this.add(chunk);
    const frames: Uint8Array[] = [];
    for (let body = this.frame(); body !== undefined; body = this.frame()) frames.push(body);
    return this.#isBroken ? undefined : frames;
  }

  /** The next frame; undefined while it is not whole, and when the stream is broken. */
  frame(): Uint8Array | undefined {
    if (this.#length < headerBytes || this.#isBroken) return undefined;
    const length = this.#announced();
    if (length > frameMaxBytes) this.#isBroken = true;
    if (this.#isBroken || this.#length < headerBytes + length) return undefined;
    return this.#take(headerBytes + length).subarray(headerBytes);
  }

  /** Copies the next bytes as they came, however they are framed, as many as there are and fit in; returns their number. */
  drainInto(buffer: Uint8Array): number {
    let filled = 0;
    while (filled < buffer.length && this.#length > 0) {
      const [chunk = buffer] = this.#chunks;
      const piece = this.#cut(chunk, Math.min(buffer.length - filled, chunk.length - this.#at));
      buffer.set(piece, filled);
      filled += piece.length;
    }
    return filled;
  }

  #announced(): number {
    let value = 0;
    let [nth, at] = [0, this.#at];
    for (let read = 0; read < headerBytes; read += 1) {
      while (at === this.#chunks[nth]?.length) [nth, at] = [nth + 1, 0];
      value = value * 256 + (this.#chunks[nth]?.[at] ?? 0);
      at += 1;
    }
    return value;
  }

  #take(length: number): Uint8Array {
    const [first] = this.#chunks;
    if (first !== undefined && first.length - this.#at >= length) return this.#cut(first, length);
    const whole = new Uint8Array(length);
    this.drainInto(whole);
    return whole;
  }

  #cut(chunk: Uint8Array, length: number): Uint8Array {
    const piece = chunk.subarray(this.#at, this.#at + length);
    this.#at += length;
    this.#length -= length;
    if (this.#at === chunk.length) {
      this.#chunks.shift();
      this.#at = 0;
    }
    return piece;
  }
}
