// Lines typed at a terminal, with history and editing by node:readline. Where they are shown is the stage's affair.

import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Surroundings } from './surroundings.ts';

export const prompt = 'runner> ';

/** A prompt that readline shows by itself, on stdout. */
export function openPrompt({ stdin, stdout, ending }: Surroundings): Interface {
  const typing = createInterface({ input: stdin, output: stdout, prompt, terminal: true });
  typing.on('SIGINT', () => {
    ending.abort('SIGINT');
  });
  return typing;
}

/** A line editor that shows nothing: `onChange` is told what stands on the line. */
export function openHiddenPrompt(
  { stdin, ending }: Surroundings,
  onChange: (typed: string) => void,
): Interface {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const typing = createInterface({ input: stdin, output: nowhere, terminal: true });
  typing.on('SIGINT', () => {
    ending.abort('SIGINT');
  });
  // Readline's own listener came first, so its line is up to date when ours is called.
  const tell = (): void => onChange(typing.line);
  stdin.on('keypress', tell);
  typing.once('close', () => stdin.off('keypress', tell));
  return typing;
}

/** Lines until the end of the input, or until the session is ended from outside. None is lost between now and the first reading. */
export function linesOf(typing: Interface, signal: AbortSignal): AsyncIterable<string> {
  return untilAborted(typing, typing[Symbol.asyncIterator](), signal);
}

async function* untilAborted(
  typing: Interface,
  lines: AsyncIterable<string>,
  signal: AbortSignal,
): AsyncGenerator<string, void, void> {
  const close = (): void => typing.close();
  if (signal.aborted) close();
  signal.addEventListener('abort', close);
  try {
    yield* lines;
  } finally {
    signal.removeEventListener('abort', close);
    close();
  }
}
