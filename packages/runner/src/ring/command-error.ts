// A command that the ring could not carry out: one sentence for people, a code for programs.

import { EXIT, ProgramError } from '@ringside/peer/settings';

export class CommandError extends ProgramError {
  override readonly name = 'CommandError';
  /** The peer's own code (`not-found`, `timeout`, ...), or `no-such-peer`, `not-running`, `runs-already`, `not-ideal`. */
  readonly code: string;
  /** Nothing was changed anywhere. */
  readonly isDefinite: boolean;

  constructor(code: string, message: string, isDefinite: boolean = true) {
    super(code === 'not-ideal' ? EXIT.timeOut : EXIT.notHeld, message);
    this.code = code;
    this.isDefinite = isDefinite;
  }
}
