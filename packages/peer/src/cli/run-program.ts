// The command line of every program of ours: how yargs reads it, what help, version and refusals look like, and how it ends.

import { readFileSync } from 'node:fs';
import createYargs, { type Argv } from 'yargs';
import { EXIT, flagError, lastWords } from '../settings/index.ts';

/** Takes the exit code of the command that ran. */
export type Finish = (exitCode: number) => void;

export interface Program {
  readonly name: string;
  readonly version: string;
  readonly addCommands: (yargs: Argv<object>, finish: Finish) => Argv<object>;
}

/** Where a command line comes from, and where its answer goes. */
export interface Shell {
  readonly argv: readonly string[];
  readonly stdout: { readonly columns?: number; write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/** Runs one command line to its end and returns the exit code. An error becomes one line. */
export async function runProgram(program: Program, { argv, stdout, stderr }: Shell): Promise<number> {
  let exitCode: number = EXIT.ok;
  const yargs = readerOf(program, argv, stdout.columns, (code) => {
    exitCode = code;
  });
  try {
    await yargs.parseAsync(argv, {}, (_error, _args, output) => {
      if (output !== '') stdout.write(`${output}\n`);
    });
    return exitCode;
  } catch (error) {
    const last = lastWords(program.name, error);
    stderr.write(`${last.line}\n`);
    const isVerbose = argv.some((each) => each === '-v' || each === '--verbose');
    if (isVerbose && last.exitCode === EXIT.internal && error instanceof Error)
      stderr.write(`${error.stack}\n`);
    return last.exitCode;
  }
}

function readerOf(
  { name, version, addCommands }: Program,
  argv: readonly string[],
  columns: number | undefined,
  finish: Finish,
): Argv<object> {
  const yargs = createYargs().scriptName(name).locale('en').parserConfiguration({
    'boolean-negation': false,
    'dot-notation': false,
    'duplicate-arguments-array': false,
    'parse-positional-numbers': false,
  });
  return addCommands(yargs, finish)
    .command({
      // yargs' own completion command goes on to run the default command when it may not exit.
      command: 'completion',
      describe: 'Print a script that completes commands and flags in bash, zsh or fish',
      handler: () => void yargs.showCompletionScript(),
    })
    .strict()
    .help()
    .alias('h', 'help')
    .version(version)
    .alias('V', 'version')
    .wrap(Math.min(100, columns ?? 100))
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail((message, error) => {
      throw flagError(name, argv, message, error);
    });
}

/** What its package.json says, which lies beside `dist/` and `src/`. */
export function versionIn(manifest: URL): string {
  const read: unknown = JSON.parse(readFileSync(manifest, 'utf8'));
  return typeof read === 'object' && read !== null && 'version' in read ? String(read.version) : 'unknown';
}
