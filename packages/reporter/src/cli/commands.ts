// The commands as yargs knows them: words, flags and examples. Each calls one function, loaded only when it is used.

import type { Finish } from '@ringside/peer/program';
import type { CommandModule } from 'yargs';
import { withCommonOptions, type CommonArguments } from './options.ts';
import type { Surroundings } from './surroundings.ts';
import type { WaitArguments } from './wait.ts';

export function liveCommand(around: Surroundings, finish: Finish): CommandModule<object, CommonArguments> {
  return {
    command: '$0',
    describe: 'Live table of a ring that is running',
    builder: (yargs) =>
      withCommonOptions(yargs)
        .example('$0', 'The ring that the runner started in this folder')
        .example('$0 --peers 2,4,5,8', 'Four peers on this machine')
        .example('$0 --peers 10.0.0.7:12002 --discover', 'One peer, and everybody it leads to'),
    handler: async (args) => {
      const { live } = await import('./live.ts');
      finish(await live(args, around));
    },
  };
}

export function onceCommand(around: Surroundings, finish: Finish): CommandModule<object, CommonArguments> {
  return {
    command: 'once',
    describe: 'One sweep (two when torn), print, exit: 0 OK, 1 not OK, 69 nobody answers',
    builder: (yargs) =>
      withCommonOptions(yargs)
        .example('$0 once --peers 2,4,5,8', 'Is the ring right, now?')
        .example('$0 once --json', 'The same as records'),
    handler: async (args) => {
      const { once } = await import('./once.ts');
      finish(await once(args, around));
    },
  };
}

export function loadCommand(around: Surroundings, finish: Finish): CommandModule<object, CommonArguments> {
  return {
    command: 'load',
    describe: 'Who carries how much: arcs, keys, bytes, and what chance says to it; exit codes as for once',
    builder: (yargs) =>
      withCommonOptions(yargs)
        .example('$0 load', 'Are keys fairly placed in the ring of this folder?')
        .example('$0 load --peers 2,4,5,8 --json', 'The same as records'),
    handler: async (args) => {
      const { load } = await import('./load.ts');
      finish(await load(args, around));
    },
  };
}

export function waitCommand(
  around: Surroundings,
  finish: Finish,
): CommandModule<object, CommonArguments & WaitArguments> {
  return {
    command: 'wait',
    describe: 'Wait for the ring: 0 it is so, 75 time is over, 69 nobody ever answered',
    builder: (yargs) =>
      withCommonOptions(yargs)
        .option('until', {
          choices: ['ideal'] as const,
          default: 'ideal' as const,
          describe: 'What to wait for: every list true, twice in a row',
        })
        .option('timeout', {
          type: 'string',
          requiresArg: true,
          default: '30s',
          describe: 'How long at most',
        })
        .example('$0 wait --until ideal --timeout 30s', 'In a script, before the next step'),
    handler: async (args) => {
      const { wait } = await import('./wait.ts');
      finish(await wait(args, around));
    },
  };
}
