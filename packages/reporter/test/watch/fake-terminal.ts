// A terminal in memory: what was written to it goes through a real terminal emulator, so that tests see what a person would.

import { EventEmitter } from 'node:events';
import xterm from '@xterm/headless';

export class FakeTerminal extends EventEmitter {
  readonly isTTY = true;
  readonly writes: string[] = [];
  columns: number;
  rows: number;
  readonly #emulator: InstanceType<typeof xterm.Terminal>;

  constructor(columns: number, rows: number) {
    super();
    this.columns = columns;
    this.rows = rows;
    this.#emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true });
  }

  write(text: string): boolean {
    this.writes.push(text);
    this.#emulator.write(text);
    return true;
  }

  resize(columns: number, rows: number): void {
    this.columns = columns;
    this.rows = rows;
    this.#emulator.resize(columns, rows);
    this.emit('resize');
  }

  /** What is on the screen now, without empty lines at the end. */
  async screen(): Promise<string[]> {
    await this.#settled();
    const { active } = this.#emulator.buffer;
    const lines = Array.from(
      { length: this.rows },
      (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '',
    );
    return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
  }

  async state(): Promise<{ isAlternate: boolean; cursor: readonly [number, number] }> {
    await this.#settled();
    const { active } = this.#emulator.buffer;
    return { isAlternate: active.type === 'alternate', cursor: [active.cursorX, active.cursorY] };
  }

  get text(): string {
    return this.writes.join('');
  }

  #settled(): Promise<void> {
    return new Promise((resolve) => {
      this.#emulator.write('', resolve);
    });
  }
}
