// The commands of a peer as yargs knows them. Each reads its arguments, calls one function and hands on the exit code.

import process from 'node:process';
import type { Argv, CommandModule } from 'yargs';
import { looksLikeAddress, parseAddress, UsageError } from '../settings/index.ts';
import { runByHand, type ByHand } from './by-hand.ts';
import { settingFlags, type FlagTexts } from './flags.ts';
import { asProgramError } from './last-words.ts';
import { readOptions, type ReadOptions } from './read-options.ts';
import type { Finish } from './run-program.ts';
import type { LogFormat } from './voice-box.ts';

interface CommonArguments extends FlagTexts {
  readonly id: string;
  readonly 'log-format': LogFormat;
}

/** `id` and the others stay text, so that an error can quote them as typed. */
function withFlags(yargs: Argv<object>): Argv<CommonArguments> {
  return yargs
    .positional('id', { type: 'string', demandOption: true, describe: "This peer's id" })
    .options(settingFlags)
    .option('log-format', {
      choices: ['text', 'json'] as const,
      default: 'text' as const,
      describe: 'Lines for people, or records',
    });
}

function read(args: CommonArguments, ping?: string): ReadOptions {
  return readOptions(args.id, args, process.env, ['ping-requests', 'ping-responses'], ping);
}

async function run(
  args: CommonArguments,
  options: ReadOptions,
  begin: ByHand['begin'],
  finish: Finish,
): Promise<void> {
  try {
    finish(await runByHand({ options, format: args['log-format'], begin }));
  } catch (error) {
    throw asProgramError(error);
  }
}

interface InitArguments extends CommonArguments {
  readonly succ1: string;
  readonly succ2: string;
  readonly interval: string | undefined;
}

export function initCommand(finish: Finish): CommandModule<object, InitArguments> {
  return {
    command: 'init <id> <succ1> <succ2> [interval]',
    describe: 'A first member: its next two peers are known, and may start later',
    builder: (yargs) =>
      withFlags(yargs)
        .positional('succ1', { type: 'string', demandOption: true, describe: 'The next peer clockwise' })
        .positional('succ2', { type: 'string', demandOption: true, describe: 'The one after it' })
        .positional('interval', { type: 'string', describe: 'Ping interval in seconds' })
        .example('$0 init 2 4 5 3', 'Peer 2, followed by 4 and 5, pings every 3 s'),
    handler: async (args) => {
      const options = read(args, args.interval);
      const succ = [
        options.addressOf(args.succ1, 'the first successor'),
        options.addressOf(args.succ2, 'the second successor'),
      ];
      const own = succ.find(({ id }) => id === options.peer.id);
      if (own !== undefined)
        throw new UsageError(
          `peer ${own.id} cannot be its own successor; for a ring of one use: peer create ${own.id}.`,
        );
      if (succ[0]?.id === succ[1]?.id)
        throw new UsageError(`${args.succ1} is given as both successors; name two different peers.`);
      await run(args, options, (peer) => peer.init(succ), finish);
    },
  };
}

interface JoinArguments extends CommonArguments {
  readonly known: string;
  readonly interval: string | undefined;
}

export function joinCommand(finish: Finish): CommandModule<object, JoinArguments> {
  return {
    command: 'join <id> <known> [interval]',
    describe: 'Join a ring through any of its peers',
    builder: (yargs) =>
      withFlags(yargs)
        .positional('known', {
          type: 'string',
          demandOption: true,
          describe: 'A member: its id on this machine, or host:port',
        })
        .positional('interval', { type: 'string', describe: 'Ping interval in seconds' })
        .example('$0 join 15 4 3', 'Peer 15 joins through peer 4'),
    handler: async (args) => {
      const options = read(args, args.interval);
      const source = 'the known peer';
      const via = looksLikeAddress(args.known)
        ? parseAddress(args.known, source)
        : options.addressOf(args.known, source).address;
      if (via === options.peer.listen)
        throw new UsageError(
          `peer ${options.peer.id} cannot join through itself; name another peer of the ring.`,
        );
      await run(args, options, async (peer) => void (await peer.join(via)), finish);
    },
  };
}

export function createCommand(finish: Finish): CommandModule<object, CommonArguments> {
  return {
    command: 'create <id>',
    describe: 'A ring of one, for others to join',
    builder: (yargs) => withFlags(yargs).example('$0 create 7', 'Peer 7, alone'),
    handler: async (args) => await run(args, read(args), (peer) => peer.create(), finish),
  };
}

/** With `--control` this never runs: main.ts starts such a peer without yargs. */
export function serveCommand(): CommandModule<
  object,
  CommonArguments & { readonly control: boolean | undefined }
> {
  return {
    command: 'serve <id>',
    describe: 'Bound and idle: a runner on stdin and stdout says what to do',
    builder: (yargs) =>
      withFlags(yargs)
        .option('control', { type: 'boolean', describe: 'Speak the control protocol' })
        .example('$0 serve 15 --control', 'What the runner starts'),
    handler: () => {
      throw new UsageError('serve needs --control; to run a peer by hand use init, join or create.');
    },
  };
}
