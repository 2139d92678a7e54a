// A stage round a prompt: every line goes above what is being typed, never into it.

import { clearLine, cursorTo, type Interface } from 'node:readline';
import type { WriteStream } from 'node:tty';
import type { Outcome } from './execute.ts';
import type { Stage } from './stage.ts';

export class PromptStage implements Stage {
  readonly #typing: Interface;
  readonly #stdout: WriteStream;

  constructor(typing: Interface, stdout: WriteStream) {
    this.#typing = typing;
    this.#stdout = stdout;
  }

  onProgress(): void {}

  /** It stands on the screen as it was typed. */
  onCommand(): void {}

  onOutcome(_line: string, _place: number, { isOk, lines }: Outcome): void {
    for (const each of lines) this.say(isOk ? each : `runner: ${each}`);
  }

  say(line: string): void {
    clearLine(this.#stdout, 0);
    cursorTo(this.#stdout, 0);
    this.#stdout.write(`${line}\n`);
    this.#typing.prompt(true);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#typing.close();
    clearLine(this.#stdout, 0);
    cursorTo(this.#stdout, 0);
  }
}
