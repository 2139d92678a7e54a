// The human command line of a peer.

import process from 'node:process';
import { UsageError } from '../settings/index.ts';
import { createCommand, initCommand, joinCommand, serveCommand } from './commands.ts';
import { runProgram, versionIn, type Program } from './run-program.ts';

const program: Program = {
  name: 'peer',
  version: versionIn(new URL('../../package.json', import.meta.url)),
  addCommands: (yargs, finish) =>
    yargs
      .usage('$0 <command>: one member of a ring')
      .command(initCommand(finish))
      .command(joinCommand(finish))
      .command(createCommand(finish))
      .command(serveCommand())
      .command({
        command: '$0',
        describe: false,
        handler: () => {
          throw new UsageError('say what to do: init, join, create or serve; see peer --help.');
        },
      }),
};

/** Runs one command line to its end and sets the exit code. */
export async function runPeerProgram(argv: readonly string[]): Promise<void> {
  const { stdout, stderr } = process;
  process.exitCode = await runProgram(program, { argv, stdout, stderr });
}
