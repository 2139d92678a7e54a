// Bytes of a pipe into lines. Bounded: a program that never ends its line cannot fill our memory.

import { StringDecoder } from 'node:string_decoder';

/** Longer lines are cut here: twice the control protocol's limit, so that what is over it is seen to be over it. */
const lineCharactersMax = 128 * 1024;

/** Calls `onLine` once a line, without its end, empty lines left out. */
export class LineSplitter {
  readonly #decoder = new StringDecoder('utf8');
  readonly #onLine: (line: string) => void;
  #rest = '';

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  push(bytes: Uint8Array): void {
    const text = this.#rest + this.#decoder.write(bytes);
    const lines = text.split('\n');
    this.#rest = (lines.pop() ?? '').slice(0, lineCharactersMax);
    for (const line of lines) this.#emit(line);
  }

  /** The last line may have no end. */
  end(): void {
    const last = this.#rest + this.#decoder.end();
    this.#rest = '';
    this.#emit(last);
  }

  #emit(line: string): void {
    const whole = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (whole !== '') this.#onLine(whole);
  }
}
