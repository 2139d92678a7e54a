// The commands as yargs knows them: words, flags and examples. Each calls one function, loaded only when it is used.

import type { Finish } from '@ringside/peer/program';
import type { CommandModule } from 'yargs';
import type { Surroundings } from '../session/surroundings.ts';
import { withRingFlags, withSessionFlags, type Flags } from './options.ts';
import { withCheckFlags, withRunFlags, type CheckFlags, type RunFlags } from './scenario-options.ts';

export function startCommand(around: Surroundings, finish: Finish): CommandModule<object, Flags> {
  return {
    command: '$0',
    describe: 'Start a ring; take commands from the prompt or a pipe; stay until Ctrl-C',
    builder: (yargs) =>
      withRingFlags(yargs)
        .example('$0 --peers 2,4,5,8 --ping 3', 'Four peers that ping every three seconds')
        .example('$0 -r', 'Seven peers and the live table')
        .example('$0 --preset chord --count 50', 'Fifty peers on a ring of 2^32')
        .example("printf 'kill 14\\nwait ideal within 15s\\n' | $0", 'Play commands, judge, exit 0 or 1'),
    handler: async (flags) => {
      const { start } = await import('./start.ts');
      finish(await start(flags, around));
    },
  };
}

export function tourCommand(around: Surroundings, finish: Finish): CommandModule<object, Flags> {
  return {
    command: 'tour',
    describe:
      'The ring of the assignment, played: store, join, quit, kill, request; exit 0 if all of it held',
    builder: (yargs) => withSessionFlags(yargs).example('$0 tour', 'See it work, in half a minute'),
    handler: async (flags) => {
      const { tour } = await import('./tour.ts');
      finish(await tour(flags, around));
    },
  };
}

export function runCommand(around: Surroundings, finish: Finish): CommandModule<object, RunFlags> {
  return {
    command: 'run [scenarios..]',
    describe: 'Play scenarios, judge, exit 0 when they held, 1 when not, 2 when nothing can be said',
    builder: (yargs) =>
      withRunFlags(yargs)
        .example('$0 run classic', 'The assignment, played on real processes and judged')
        .example('$0 run churn.yaml --seed 7 --set ring.ping=1s', 'A file, with other settings')
        .example('$0 run churn-under-load --simulate --seeds 1000', 'A thousand seeds in the simulator')
        .example('$0 run --plan .ringside/runs/latest/plan.json', 'The last run once more'),
    handler: async (flags) => {
      const { run } = await import('./run.ts');
      finish(await run(flags, around));
    },
  };
}

export function checkCommand(around: Surroundings, finish: Finish): CommandModule<object, CheckFlags> {
  return {
    command: 'check <scenarios..>',
    describe: 'Read scenarios and say what would be done, step by step; nothing is started',
    builder: (yargs) =>
      withCheckFlags(yargs)
        .example('$0 check classic', 'The plan of a shipped scenario')
        .example(
          '$0 check churn.yaml --seed 7 --set ring.ping=1s',
          'The plan of a file, with other settings',
        ),
    handler: async (flags) => {
      const { check } = await import('./check.ts');
      finish(await check(flags, around));
    },
  };
}

export function schemaCommand(around: Surroundings, finish: Finish): CommandModule {
  return {
    command: 'schema',
    describe: 'Print the JSON Schema of scenario files, for editors',
    handler: async () => {
      const { schema } = await import('./schema.ts');
      finish(schema(around));
    },
  };
}
