// Errors that end a program: one line for people, one exit code for scripts. Never a stack, never a page of help.

import { EXIT, type ExitCode } from './exit-codes.ts';

/** A failure the program foresaw. The message is one sentence that ends with the mend and does not name the program. */
export class ProgramError extends Error {
  override readonly name: string = 'ProgramError';
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** A flag, an argument or an environment variable that cannot be obeyed: named, quoted, with the mend. */
export class UsageError extends ProgramError {
  override readonly name = 'UsageError';

  constructor(message: string, options?: ErrorOptions) {
    super(EXIT.usage, message, options);
  }
}

/** The last words of a program: what to print on stderr, and the code to exit with. Anything unforeseen is our bug. */
export function lastWords(
  program: string,
  error: unknown,
): { readonly line: string; readonly exitCode: ExitCode } {
  if (error instanceof ProgramError) {
    return { line: `${program}: ${oneLine(error.message)}`, exitCode: error.exitCode };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    line: `${program}: this is a bug in ${program}: ${oneLine(message)}; -v shows where.`,
    exitCode: EXIT.internal,
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}
