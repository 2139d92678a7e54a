// The whole program as one function: a command line and its surroundings in, an exit code out.

import { runProgram, versionIn } from '@ringside/peer/program';
import type { Surroundings } from '../session/surroundings.ts';
import { checkCommand, runCommand, schemaCommand, startCommand, tourCommand } from './commands.ts';

const version = versionIn(new URL('../../package.json', import.meta.url));

export async function runRunner(around: Surroundings): Promise<number> {
  return await runProgram(
    {
      name: 'runner',
      version,
      addCommands: (yargs, finish) =>
        yargs
          .command(startCommand(around, finish))
          .command(tourCommand(around, finish))
          .command(runCommand(around, finish))
          .command(checkCommand(around, finish))
          .command(schemaCommand(around, finish)),
    },
    around,
  );
}
