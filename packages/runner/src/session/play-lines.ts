// Plays lines of commands on a ring, one after another, each to its end. The pipe, the prompt and the tour all come through here.

import { parseLine } from '../commands/index.ts';
import type { Ring } from '../ring/index.ts';
import { execute, type Outcome } from './execute.ts';
import type { Stage } from './stage.ts';

export interface Played {
  readonly failures: number;
  /** `quit` or `exit` was said; else the lines were over. */
  readonly wasEnded: boolean;
}

/** A line that fails is told, counted and passed over. Ends early when the signal is aborted. */
export async function playLines(
  lines: AsyncIterable<string> | Iterable<string>,
  ring: Ring,
  stage: Stage,
  signal: AbortSignal,
): Promise<Played> {
  let failures = 0;
  let place = 0;
  for await (const line of lines) {
    place += 1;
    if (signal.aborted) break;
    const parsed = parseLine(line, ring.plan.idOf);
    if (parsed.kind === 'nothing') {
      // A script's comments are its story.
      if (line.trim() !== '') stage.say(line.trim());
      continue;
    }
    stage.onCommand(line.trim());
    const outcome = parsed.kind === 'wrong' ? wrong(parsed.message) : await execute(parsed.command, ring);
    if (signal.aborted) break;
    if (!outcome.isOk) failures += 1;
    stage.onOutcome(line.trim(), place, outcome);
    if (parsed.kind === 'command' && parsed.command.kind === 'end') return { failures, wasEnded: true };
  }
  return { failures, wasEnded: false };
}

function wrong(message: string): Outcome {
  return { isOk: false, lines: [message], tookMs: 0, code: 'wrong' };
}
