// The whole program as one function: a command line and its surroundings in, an exit code out.

import { runProgram } from '@ringside/peer/program';
import { liveCommand, loadCommand, onceCommand, waitCommand } from './commands.ts';
import { programName, programVersion } from './program-name.ts';
import type { Surroundings } from './surroundings.ts';

export async function runReporter(around: Surroundings): Promise<number> {
  return await runProgram(
    {
      name: programName,
      version: programVersion,
      addCommands: (yargs, finish) =>
        yargs
          .command(liveCommand(around, finish))
          .command(onceCommand(around, finish))
          .command(waitCommand(around, finish))
          .command(loadCommand(around, finish)),
    },
    around,
  );
}
