// How a peer's program ends when something is wrong: one line on stderr, and the exit code of the table.

import process from 'node:process';
import { PeerError, type PeerErrorCode } from '../host/index.ts';
import { EXIT, lastWords, ProgramError, type ExitCode } from '../settings/index.ts';

const codes: Readonly<Partial<Record<PeerErrorCode, ExitCode>>> = {
  'bad-option': EXIT.usage,
  'bad-name': EXIT.usage,
  'no-such-file': EXIT.noSuchFile,
  'cannot-write': EXIT.cannotWrite,
};

/** What a failure of the peer means to whoever started the program. */
export function asProgramError(error: unknown): unknown {
  if (!(error instanceof PeerError)) return error;
  return new ProgramError(codes[error.code] ?? EXIT.unavailable, `${error.message}.`, { cause: error });
}

/** Prints why the program ends and sets its exit code. */
export function endWith(error: unknown): void {
  const { line, exitCode } = lastWords('peer', asProgramError(error));
  process.stderr.write(`${line}\n`);
  process.exitCode = exitCode;
}
