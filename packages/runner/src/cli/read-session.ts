// From flags and environment to a session. Pure: whatever cannot be obeyed is refused here, before anything is started.

import { colorLevel } from '@ringside/reporter';
import { UsageError, type Environment } from '@ringside/peer/settings';
import type { Sha256 } from '@ringside/peer/keys';
import { planRing, saidOnCommandLine, type Said } from '../plan/index.ts';
import type { SessionOptions } from '../session/session-options.ts';
import type { Flags } from './options.ts';
import { isSwitchOn } from './switches.ts';

export interface Outside {
  readonly environment: Environment;
  readonly isTerminal: boolean;
  readonly sha256: Sha256;
}

/** `fixed`: what a command has decided by itself, in the words of its flags. */
export function readSession(
  flags: Flags,
  { environment, isTerminal, sha256 }: Outside,
  fixed: Said = {},
): SessionOptions {
  const isOn = (name: 'report' | 'json' | 'quiet' | 'verbose'): boolean =>
    isSwitchOn(name, flags[name], environment);
  const isQuiet = isOn('quiet');
  const isVerbose = isOn('verbose');
  if (isQuiet && isVerbose)
    throw new UsageError('--quiet and --verbose contradict each other; give one of them.');
  const isReport = isOn('report');
  if (isQuiet && isReport)
    throw new UsageError('--quiet and --report contradict each other; give one of them.');
  return {
    plan: planRing({ ...saidOnCommandLine(flags, environment), ...fixed }, sha256),
    isReport,
    isJson: isOn('json'),
    loudness: isQuiet ? 'quiet' : isVerbose ? 'verbose' : 'normal',
    colors: colorLevel(flags['no-color'] === true ? false : undefined, environment, isTerminal ? 1 : 0),
    script: undefined,
    afterScript: undefined,
  };
}
