// Framing: a stream of bytes cut into messages. Four bytes of length (big-endian), then the message. Knows nothing of what is inside.

export const headerBytes = 4;
/** The longest frame of a control message, and of a chunk of a value. */
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

/** Collects chunks as they come and gives back whole frames, in order. */
export class FrameReader {
  #rest: Uint8Array = new Uint8Array(0);
  #parts: Uint8Array[] = [];
  #waiting = 0;
  #wanted = headerBytes;

  /** Every frame that this chunk completes; `undefined` when the stream announces one over the limit and is beyond repair. */
  read(chunk: Uint8Array): Uint8Array[] | undefined {
    this.#parts.push(chunk);
    this.#waiting += chunk.length;
    if (this.#waiting < this.#wanted) return [];
    const bytes = joined(this.#parts, this.#waiting);
    const frames: Uint8Array[] = [];
    let at = 0;
    this.#wanted = headerBytes;
    while (bytes.length - at >= headerBytes) {
      const length = new DataView(bytes.buffer, bytes.byteOffset + at, headerBytes).getUint32(0);
      if (length > frameMaxBytes) return undefined;
      if (bytes.length - at < headerBytes + length) {
        this.#wanted = headerBytes + length;
        break;
      }
      frames.push(bytes.subarray(at + headerBytes, at + headerBytes + length));
      at += headerBytes + length;
    }
    this.#rest = bytes.subarray(at);
    this.#parts = this.#rest.length === 0 ? [] : [this.#rest];
    this.#waiting = this.#rest.length;
    return frames;
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
