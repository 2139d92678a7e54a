// What yargs says about a command line it cannot obey (in English, `.locale('en')`), in our own words: one line, with the mend.

import { UsageError } from './usage-error.ts';

/** For `.fail()`. An error that was thrown on purpose is passed on as it is. */
export function flagError(
  program: string,
  argv: readonly string[],
  message: string | null | undefined,
  error: Error | undefined,
): Error {
  if (error !== undefined && error.name !== 'YError') return error;
  const said = (message ?? error?.message ?? 'the command line cannot be read').replaceAll(/\s*\n\s*/g, ' ');
  return new UsageError(ownWords(program, argv, said));
}

function ownWords(program: string, argv: readonly string[], said: string): string {
  const see = `see ${program} --help.`;
  const unknownFlag = /^Unknown arguments?: (?<names>.+)$/.exec(said)?.groups?.['names'];
  if (unknownFlag !== undefined) return unknownWords(program, argv, unknownFlag);
  const unknownCommand = /^Unknown commands?: (?<names>.+)$/.exec(said)?.groups?.['names'];
  if (unknownCommand !== undefined) return `there is no command ${quoteAll(unknownCommand)}; ${see}`;
  const valueless = /^Not enough arguments following: (?<name>.+)$/.exec(said)?.groups?.['name'];
  if (valueless !== undefined) return `${dashed(valueless)} needs a value; ${see}`;
  const missing = /^Missing required arguments?: (?<names>.+)$/.exec(said)?.groups?.['names'];
  if (missing !== undefined) return `${missing.split(', ').map(dashed).join(', ')} must be given; ${see}`;
  const choice =
    /^Invalid values: Argument: (?<name>[^,]+), Given: (?<value>.+), Choices: (?<choices>.+)$/.exec(
      said,
    )?.groups;
  if (choice !== undefined) {
    const choices = choice['choices']?.replaceAll('"', '');
    return `${dashed(choice['name'] ?? '')} is ${choice['value']}; choose one of ${choices}.`;
  }
  const few = /^Not enough non-option arguments: got (?<got>\d+), need at least (?<need>\d+)$/.exec(
    said,
  )?.groups;
  if (few !== undefined) return `${few['need']} arguments are needed and ${few['got']} were given; ${see}`;
  return `${said}; ${see}`;
}

/** yargs calls a stray word and a stray flag the same; what was written tells them apart. */
function unknownWords(program: string, argv: readonly string[], names: string): string {
  const first = names.split(', ')[0] ?? names;
  const what = argv.includes(first) ? `"${first}" is no command of` : `${dashed(first)} is no flag of`;
  return `${what} ${program}; see ${program} --help.`;
}

function dashed(name: string): string {
  if (name.startsWith('-')) return name;
  return name.length === 1 ? `-${name}` : `--${name}`;
}

function quoteAll(names: string): string {
  return names
    .split(', ')
    .map((name) => `"${name}"`)
    .join(', ');
}
