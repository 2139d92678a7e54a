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

/** Prints why the program ends and sets its exit code. `isVerbose` also shows where a bug is. */
export function endWith(error: unknown, isVerbose = false): void {
  const told =
    error instanceof PeerError
      ? new ProgramError(codes[error.code] ?? EXIT.unavailable, `${error.message}.`, { cause: error })
      : error;
  const { line, exitCode } = lastWords('peer', told);
  process.stderr.write(`${line}\n`);
  if (isVerbose && error instanceof Error && exitCode === EXIT.internal)
    process.stderr.write(`${error.stack}\n`);
  process.exitCode = exitCode;
}
