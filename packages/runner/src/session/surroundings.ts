// Everything a session touches outside itself, as one argument: so it runs in a test as it runs in a shell.

import type { ReadStream, WriteStream } from 'node:tty';
import type { Environment } from '@ringside/peer/settings';
import type { PeerCommand } from '../spawn/index.ts';

/** Why the program was ended from outside: a signal, or nobody reads its output any more. */
export type Ending = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'EPIPE';

export interface Surroundings {
  readonly argv: readonly string[];
  readonly environment: Environment;
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  readonly stderr: WriteStream;
  /** Aborted once, with an `Ending` as reason. */
  readonly ending: AbortController;
  /** Another program as peer; ours when absent. */
  readonly peerCommand: PeerCommand | undefined;
}
