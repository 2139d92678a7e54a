// Everything the program touches outside itself, as one argument: so it runs in a test as it runs in a shell.

import type { Observer } from '@ringside/peer/client';
import type { Environment } from '@ringside/peer/settings';
import type { Pace } from '../poll/watch-ring.ts';
import type { Keyboard } from '../watch/keys.ts';
import type { Terminal } from '../watch/screen.ts';

export interface Output extends Terminal {
  readonly isTTY?: boolean;
}

export interface Surroundings {
  readonly argv: readonly string[];
  readonly environment: Environment;
  readonly keyboard: Keyboard;
  readonly stdout: Output;
  readonly stderr: Pick<Output, 'write'>;
  /** Where `.ringside/ring.json` is looked for. */
  readonly folder: string;
  /** Aborted to end the program; the reason is an `Ending`. */
  readonly signal: AbortSignal;
  readonly openObserver: (options: { readonly ring?: string }) => Observer | Promise<Observer>;
  readonly pace: Pace;
}

/** Why the program was ended from outside: a signal, the key q, or nobody reads its output any more. */
export type Ending = 'SIGINT' | 'SIGTERM' | 'quit' | 'EPIPE';
