// One place that prints: whole lines, never glued to the prompt, as text in the seeds' words or as JSON records.

import process from 'node:process';
import { createInterface, type Interface } from 'node:readline';
import { formatLine } from '../control/codec.ts';
import type { Identifier, Notice } from '../ring/index.ts';
import { classicLines, type Show } from '../voice/index.ts';

export type LogFormat = 'text' | 'json';

export interface VoiceBox extends Disposable {
  say(line: string): void;
  tell(notice: Notice): void;
  /** Calls back with every line typed, and once when there will be no more. */
  listen(onLine: (line: string) => void, onEnd: () => void): void;
}

export function openVoiceBox(id: Identifier, show: ReadonlySet<Show>, format: LogFormat): VoiceBox {
  const isPrompted = process.stdin.isTTY && process.stdout.isTTY;
  let typed: Interface | undefined;

  function write(text: string): void {
    // The prompt, and what is typed already, go below what is said.
    if (typed !== undefined && isPrompted) process.stdout.write('\r\u001B[K');
    process.stdout.write(text);
    if (typed !== undefined && isPrompted) typed.prompt(true);
  }

  return {
    say: (line) => write(`${line}\n`),
    tell(notice) {
      if (format === 'json')
        return write(formatLine({ type: 'event', at: new Date().toISOString(), ...notice }));
      const lines = classicLines(notice, { id, show });
      if (lines.length > 0) write(`${lines.join('\n')}\n`);
    },
    listen(onLine, onEnd) {
      typed = isPrompted
        ? createInterface({ input: process.stdin, output: process.stdout, prompt: '' })
        : createInterface({ input: process.stdin });
      typed.on('line', onLine);
      typed.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
      typed.once('close', onEnd);
    },
    [Symbol.dispose]() {
      typed?.close();
      process.stdin.destroy();
    },
  };
}
