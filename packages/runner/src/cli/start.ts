// `runner`: a ring as asked for, played from the prompt or a pipe.

import { sha256 } from '../ring/index.ts';
import { runSession } from '../session/run-session.ts';
import type { Surroundings } from '../session/surroundings.ts';
import type { Flags } from './options.ts';
import { readSession } from './read-session.ts';

export async function start(flags: Flags, around: Surroundings): Promise<number> {
  const { environment, stdout } = around;
  return await runSession(readSession(flags, { environment, isTerminal: stdout.isTTY, sha256 }), around);
}
