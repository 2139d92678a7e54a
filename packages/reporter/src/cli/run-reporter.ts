// The whole program as one function: a command line and its surroundings in, an exit code out. Errors become one line.

import { EXIT, flagError, lastWords } from '@ringside/peer/settings';
import createYargs from 'yargs';
import { completionCommand, liveCommand, onceCommand, waitCommand } from './commands.ts';
import { programName, programVersion } from './program-name.ts';
import type { Surroundings } from './surroundings.ts';

export async function runReporter(around: Surroundings): Promise<number> {
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
      .command(liveCommand(around, finish))
      .command(onceCommand(around, finish))
      .command(waitCommand(around, finish))
      .command(completionCommand(() => void yargs.showCompletionScript()))
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
    const isBugShown =
      last.exitCode === EXIT.internal && around.argv.some((each) => each === '-v' || each === '--verbose');
    if (isBugShown && error instanceof Error) around.stderr.write(`${error.stack}\n`);
    return last.exitCode;
  }
}
