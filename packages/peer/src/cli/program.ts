// The human command line of a peer: yargs, our own words for errors, one exit code.

import { readFileSync } from 'node:fs';
import process from 'node:process';
import createYargs from 'yargs';
import { flagError, UsageError } from '../settings/index.ts';
import { createCommand, initCommand, joinCommand, serveCommand, type Finish } from './commands.ts';
import { endWith } from './last-words.ts';

const programName = 'peer';

const finish: Finish = (exitCode) => {
  process.exitCode = exitCode;
};

/** Runs one command line to its end and sets the exit code. */
export async function runPeerProgram(args: readonly string[]): Promise<void> {
  try {
    const yargs = createYargs()
      .scriptName(programName)
      .locale('en')
      .parserConfiguration({
        'boolean-negation': false,
        'dot-notation': false,
        'duplicate-arguments-array': false,
        'parse-positional-numbers': false,
      })
      .usage('$0 <command>: one member of a ring')
      .command(initCommand(finish))
      .command(joinCommand(finish))
      .command(createCommand(finish))
      .command(serveCommand())
      .command({
        command: 'completion',
        describe: 'Print a script that completes commands and flags in bash, zsh or fish',
        handler: () => void yargs.showCompletionScript(),
      })
      .command({
        command: '$0',
        describe: false,
        handler: () => {
          throw new UsageError('say what to do: init, join, create or serve; see peer --help.');
        },
      })
      .strict()
      .help()
      .alias('h', 'help')
      .version(version())
      .alias('V', 'version')
      .wrap(Math.min(100, process.stdout.columns ?? 100))
      .exitProcess(false)
      .showHelpOnFail(false)
      .fail((message, error) => {
        throw flagError(programName, args, message, error);
      });
    await yargs.parseAsync([...args], {}, (_error, _args, output) => {
      if (output !== '') process.stdout.write(`${output}\n`);
    });
  } catch (error) {
    endWith(error, args.includes('-v') || args.includes('--verbose'));
  }
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const manifest: unknown = JSON.parse(text);
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown';
}
