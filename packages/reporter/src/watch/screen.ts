// A live screen on a terminal: the alternate screen, only changed lines rewritten, one write a frame. Knows lines, nothing of rings.

import { cutLine } from '../print/cut-line.ts';

/** What a screen needs of a terminal; `process.stdout` is one. */
export interface Terminal {
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
  on(event: 'resize', listener: () => void): unknown;
  off(event: 'resize', listener: () => void): unknown;
}

export interface ScreenOptions {
  /** After the size has changed; draw again here. The last lines are redrawn before. */
  readonly onResize?: () => void;
}

export interface Frame {
  /** A prompt and what was typed, kept on the bottom line with the cursor behind it. */
  readonly inputLine?: string;
}

export interface Screen extends Disposable {
  readonly width: number;
  /** Lines that `draw` can show beside an input line, if there is one: `height - 1` then. */
  readonly height: number;
  /** Lines beyond the bottom are not shown. */
  draw(lines: readonly string[], frame?: Frame): void;
  /** Back to the ordinary screen, with these lines (else the last drawn) left in the scrollback. Once only. */
  close(lastLines?: readonly string[]): void;
}

const escape = '\u001B[';
const enter = `${escape}?1049h${escape}?25l${escape}H${escape}2J`;
const leave = `${escape}?25h${escape}?1049l`;
/** A terminal that knows this shows the frame in one piece; others ignore it. */
const frameStart = `${escape}?2026h`;
const frameEnd = `${escape}?2026l`;

export function openScreen(terminal: Terminal, options: ScreenOptions = {}): Screen {
  let shown: readonly string[] = [];
  let last: { readonly lines: readonly string[]; readonly frame: Frame } = { lines: [], frame: {} };
  let cursor = '';
  let isOpen = true;

  const screen: Screen = {
    get width() {
      return terminal.columns ?? 80;
    },
    get height() {
      return terminal.rows ?? 24;
    },
    draw(lines, frame = {}) {
      if (!isOpen) return;
      last = { lines, frame };
      const next = layOut(lines, frame, screen.width, screen.height);
      const changed = changedLines(next, shown);
      const cursorNow = cursorFor(frame, screen.width, screen.height);
      if (changed !== '' || cursorNow !== cursor) {
        terminal.write(`${frameStart}${escape}?25l${changed}${cursorNow}${frameEnd}`);
      }
      shown = next;
      cursor = cursorNow;
    },
    close(lastLines = last.lines) {
      if (!isOpen) return;
      isOpen = false;
      terminal.off('resize', onResize);
      process.off('exit', onExit);
      terminal.write(leave + lastLines.map((line) => `${line}\n`).join(''));
    },
    [Symbol.dispose]() {
      screen.close();
    },
  };
  function onResize(): void {
    terminal.write(`${escape}2J`);
    shown = [];
    cursor = '';
    screen.draw(last.lines, last.frame);
    options.onResize?.();
  }
  function onExit(): void {
    screen.close();
  }
  terminal.on('resize', onResize);
  process.once('exit', onExit);
  terminal.write(enter);
  return screen;
}

/** Every line of the screen from the top; shorter than the screen when the rest is empty. */
function layOut(
  lines: readonly string[],
  { inputLine }: Frame,
  width: number,
  height: number,
): readonly string[] {
  const room = inputLine === undefined ? height : height - 1;
  const cut = lines.slice(0, Math.max(0, room)).map((line) => cutLine(line, width));
  if (inputLine === undefined) return cut;
  const gap = Array.from({ length: Math.max(0, room - cut.length) }, () => '');
  return [...cut, ...gap, tailOf(inputLine, width)];
}

function changedLines(next: readonly string[], shown: readonly string[]): string {
  let text = '';
  for (let index = 0; index < Math.max(next.length, shown.length); index += 1) {
    const line = next[index] ?? '';
    if (line !== (shown[index] ?? '')) text += `${escape}${index + 1};1H${line}${escape}K`;
  }
  return text;
}

function cursorFor({ inputLine }: Frame, width: number, height: number): string {
  if (inputLine === undefined) return '';
  return `${escape}${height};${tailOf(inputLine, width).length + 1}H${escape}?25h`;
}

/** A line longer than the screen shows its end, where the typing happens. */
function tailOf(inputLine: string, width: number): string {
  return inputLine.length < width ? inputLine : inputLine.slice(inputLine.length - width + 1);
}
