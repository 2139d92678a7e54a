// A stage with the live table: the table on top, the last answers below it, what is being typed on the bottom line.

import {
  cutLine,
  fittedTable,
  openScreen,
  tableLines,
  type ColorLevel,
  type RingView,
  type Screen,
} from '@ringside/reporter';
import type { WriteStream } from 'node:tty';
import type { Outcome } from './execute.ts';
import type { Stage } from './stage.ts';
import { prompt } from './typing.ts';

const answersMax = 6;
/** So many stay for the scrollback. */
const keptMax = 500;

export class LiveStage implements Stage {
  readonly #screen: Screen;
  readonly #colors: ColorLevel;
  #view: RingView | undefined;
  #answers: readonly string[] = [];
  #typed: string | undefined;
  #shownMax = answersMax;
  #status: (() => string) | undefined;

  /** `hasPrompt`: somebody may type. */
  constructor(stdout: WriteStream, colors: ColorLevel, hasPrompt: boolean) {
    this.#colors = colors;
    this.#typed = hasPrompt ? '' : undefined;
    this.#screen = openScreen(stdout, {
      onResize: () => {
        this.#draw();
      },
    });
  }

  onProgress(ready: number, all: number): void {
    this.#screen.draw([`Launching peers: ${ready} of ${all} ready`]);
  }

  onCommand(line: string): void {
    this.#answer([`${prompt}${line}`]);
  }

  onOutcome(_line: string, _place: number, { isOk, lines }: Outcome): void {
    this.#answer(lines.map((line) => (isOk ? line : `runner: ${line}`)));
  }

  say(line: string): void {
    this.#answer([line]);
  }

  show(view: RingView): void {
    this.#view = view;
    this.#draw();
  }

  /** One line under the answers: what is going on, asked for whenever the screen is drawn. */
  status(line: (() => string) | undefined): void {
    this.#status = line;
    this.#draw();
  }

  onTyped(typed: string): void {
    this.#typed = typed;
    this.#draw();
  }

  /** The last table and the last answers stay in the scrollback. */
  async [Symbol.asyncDispose](): Promise<void> {
    const table =
      this.#view === undefined
        ? []
        : tableLines(this.#view, { colors: this.#colors, width: this.#screen.width });
    this.#screen.close([...this.#answers, ...(this.#answers.length === 0 ? [] : ['']), ...table]);
  }

  #answer(lines: readonly string[]): void {
    this.#answers = [...this.#answers, ...lines].slice(-keptMax);
    // A table of members is worth more room than the usual few lines.
    this.#shownMax = Math.max(answersMax, lines.length + 1);
    this.#draw();
  }

  #draw(): void {
    const { height, width } = this.#screen;
    const inputRows = this.#typed === undefined ? 0 : 1;
    const answers = this.#answers.slice(-Math.max(1, Math.min(this.#shownMax, Math.floor(height / 2))));
    const status = this.#status === undefined ? [] : [cutLine(this.#status(), width)];
    const below = answers.length + status.length === 0 ? [] : ['', ...answers, ...status];
    const room = { colors: this.#colors, width, height: Math.max(3, height - inputRows - below.length) };
    const table = this.#view === undefined ? [] : fittedTable(this.#view, room);
    const frame = this.#typed === undefined ? {} : { inputLine: prompt + this.#typed };
    this.#screen.draw([...table, ...below], frame);
  }
}
