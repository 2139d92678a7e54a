// Flags that are on or off, from the command line or the environment.

import { environmentName, UsageError, type Environment } from '@ringside/peer/settings';

/** The flag itself, else its variable, else off. */
export function isSwitchOn(name: string, flag: boolean | undefined, environment: Environment): boolean {
  return flag ?? switchOf(environmentName(name), environment);
}

function switchOf(name: string, environment: Environment): boolean {
  const text = environment[name]?.trim().toLowerCase() ?? '';
  if (['', '0', 'false', 'no', 'off'].includes(text)) return false;
  if (['1', 'true', 'yes', 'on'].includes(text)) return true;
  throw new UsageError(`${name} is "${text}"; write 1 or 0.`);
}
