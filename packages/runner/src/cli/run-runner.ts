// The whole program as one function: a command line and its surroundings in, an exit code out. Errors become one line.

import { readFileSync } from 'node:fs';
import { EXIT, flagError, lastWords } from '@ringside/peer/settings';
import createYargs from 'yargs';
import type { Surroundings } from '../session/surroundings.ts';
import { startCommand, tourCommand } from './commands.ts';

const programName = 'runner';

export async function runRunner(around: Surroundings): Promise<number> {
  let exitCode: number = EXIT.ok;
  const finish = (code: number): void => {
    exitCode = code;
  };
  try {
    const yargs = createYargs()
      .scriptName(programName)
      .locale('en')
      .parserConfiguration({
        'boolean-negation': false,
        'dot-notation': false,
        'duplicate-arguments-array': false,
      })
      .command(startCommand(around, finish))
      .command(tourCommand(around, finish))
      // yargs' own completion command does not get past a strict default command.
      .command({
        command: 'completion',
        describe: 'Print a script that completes commands and flags in bash, zsh or fish',
        handler: () => void yargs.showCompletionScript(),
      })
      .strict()
      .help()
      .alias('h', 'help')
      .version(programVersion())
      .alias('V', 'version')
      .wrap(Math.min(100, around.stdout.columns ?? 100))
      .exitProcess(false)
      .showHelpOnFail(false)
      .fail((message, error) => {
        throw flagError(programName, around.argv, message, error);
      });
    await yargs.parseAsync(around.argv, {}, (_error, _args, output) => {
      if (output !== '') around.stdout.write(`${output}\n`);
    });
    return exitCode;
  } catch (error) {
    const last = lastWords(programName, error);
    around.stderr.write(`${last.line}\n`);
    const isVerbose = around.argv.some((each) => each === '-v' || each === '--verbose');
    if (isVerbose && last.exitCode === EXIT.internal && error instanceof Error)
      around.stderr.write(`${error.stack}\n`);
    return last.exitCode;
  }
}

function programVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return hasVersion ? String(manifest.version) : 'unknown';
}
