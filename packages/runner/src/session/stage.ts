// Where the words of a session go. One interface, so that a pipe, a prompt and a live view tell the same story.

import type { Outcome } from './execute.ts';

export interface Stage extends AsyncDisposable {
  /** Peers are coming up. Called often; shown only when it takes long. */
  onProgress(ready: number, all: number): void;
  /** A command begins; its words as they were given. */
  onCommand(line: string): void;
  /** A command has ended, or a line was no command. `place` is its number in the pipe. */
  onOutcome(line: string, place: number, outcome: Outcome): void;
  /** One whole line for people. */
  say(line: string): void;
}
