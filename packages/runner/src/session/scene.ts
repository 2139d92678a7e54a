// Which stage a session plays on: records, a live view, a prompt, or plain lines. Chosen once, by where the words go and what was asked.

import { createInterface } from 'node:readline';
import { tableLines, type RingView } from '@ringside/reporter';
import type { ExitCode } from '@ringside/peer/settings';
import type { Ring } from '../ring/index.ts';
import { JsonStage } from './json-stage.ts';
import { LiveStage } from './live-stage.ts';
import { PlainStage } from './plain-stage.ts';
import { PromptStage } from './prompt-stage.ts';
import type { SessionOptions } from './session-options.ts';
import type { Stage } from './stage.ts';
import type { Surroundings } from './surroundings.ts';
import { linesOf, openHiddenPrompt, openPrompt } from './typing.ts';

export interface Scene extends AsyncDisposable {
  readonly stage: Stage;
  /** The commands of this session, in order, until there are no more. */
  readonly lines: AsyncIterable<string> | Iterable<string>;
  /** Somebody types; else the lines come from a script or a pipe. */
  readonly isTyped: boolean;
  onReady(ring: Ring): void;
  /** A view of the ring, while the session lasts. */
  show(view: RingView): void;
  /** The view it is judged by. */
  end(view: RingView, exitCode: ExitCode): void;
}

export function openScene(options: SessionOptions, around: Surroundings): Scene {
  const { stdin, stdout, ending } = around;
  const isTyped = options.script === undefined && stdin.isTTY && stdout.isTTY && !options.isJson;
  if (options.isJson) return jsonScene(options, around);
  if (options.isReport && stdout.isTTY) return liveScene(options, around, isTyped);
  if (!isTyped) return plainScene(options, around);

  const typing = openPrompt(around);
  const stage = new PromptStage(typing, stdout);
  const printed = printing(options, (line) => stage.say(line));
  return {
    stage,
    lines: linesOf(typing, ending.signal),
    isTyped,
    onReady() {},
    ...printed,
    ...closing(stage),
  };
}

function jsonScene(options: SessionOptions, around: Surroundings): Scene {
  const stage = new JsonStage((line) => void around.stdout.write(`${line}\n`), Date.now);
  return {
    stage,
    lines: scriptOrPipe(options, around),
    isTyped: false,
    onReady: (ring) => stage.onReady(ring),
    show: (view) => stage.show(view),
    end: (view, exitCode) => stage.end(view, exitCode),
    ...closing(stage),
  };
}

function liveScene(options: SessionOptions, around: Surroundings, isTyped: boolean): Scene {
  const stage = new LiveStage(around.stdout, options.colors, isTyped);
  const lines = isTyped
    ? linesOf(
        openHiddenPrompt(around, (typed) => stage.onTyped(typed)),
        around.ending.signal,
      )
    : scriptOrPipe(options, around);
  const show = (view: RingView): void => stage.show(view);
  return { stage, lines, isTyped, onReady() {}, show, end: show, ...closing(stage) };
}

function plainScene(options: SessionOptions, around: Surroundings): Scene {
  const out = (line: string): void => void around.stdout.write(`${line}\n`);
  const err = (line: string): void => void around.stderr.write(`${line}\n`);
  const isQuiet = options.loudness === 'quiet';
  const stage = new PlainStage({ out: isQuiet ? () => {} : out, err, now: Date.now });
  const lines = scriptOrPipe(options, around);
  return { stage, lines, isTyped: false, onReady() {}, ...printing(options, out), ...closing(stage) };
}

/** Tables between the lines: at the start and at every firm change of verdict if a report was asked for, and at the end. */
function printing(
  { colors, loudness }: SessionOptions,
  out: (line: string) => void,
): Pick<Scene, 'show' | 'end'> {
  let settled: RingView['settled'] | undefined;
  const print = (view: RingView): void => {
    const lines =
      loudness === 'quiet' ? tableLines(view, { colors }).slice(-1) : ['', ...tableLines(view, { colors })];
    for (const line of lines) out(line);
  };
  return {
    show(view) {
      if (settled === undefined || settled !== view.settled) print(view);
      settled = view.settled;
    },
    end: print,
  };
}

function scriptOrPipe({ script }: SessionOptions, { stdin, ending }: Surroundings): Scene['lines'] {
  if (script !== undefined) return script;
  return linesOf(createInterface({ input: stdin, terminal: false }), ending.signal);
}

function closing(stage: Stage): AsyncDisposable {
  return { [Symbol.asyncDispose]: async () => await stage[Symbol.asyncDispose]() };
}
