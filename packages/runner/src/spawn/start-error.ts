// A peer that did not come up: which one, how it ended, and its last words.

import { ProgramError, type ExitCode } from '@ringside/peer/settings';

export class StartError extends ProgramError {
  override readonly name = 'StartError';
  readonly peer: number;
  /** The last lines of its stdout (control lines left out) and stderr. */
  readonly lastLines: readonly string[];

  constructor(exitCode: ExitCode, peer: number, what: string, lastLines: readonly string[]) {
    const words = lastLines.length === 0 ? 'it said nothing' : `its last words: ${lastLines.join(' / ')}`;
    super(exitCode, `peer ${peer} ${what}; ${words}`);
    this.peer = peer;
    this.lastLines = [...lastLines];
  }
}
