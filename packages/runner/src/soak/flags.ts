// The flags of `pnpm soak`, read and bounded. Pure: whatever cannot be obeyed is refused here, before anything is started.

import { parseChoice, parseTime, parseWhole, pingMinMs, UsageError } from '@ringside/peer/settings';
import type { Argv, Options } from 'yargs';

export type Measure = 'kills' | 'pauses' | 'files' | 'outages';

type FlagName = 'peers' | 'minutes' | 'seed' | 'ping' | 'measure' | 'count';

export type SoakFlags = { readonly [Name in FlagName]?: string | undefined };

export type Asked =
  | {
      readonly kind: 'soak';
      readonly peers: number;
      readonly lastsMs: number;
      readonly seed: number;
      readonly pingMs: number;
    }
  | {
      readonly kind: 'files';
      readonly peers: number;
      readonly count: number;
      readonly lastsMs: number;
      readonly seed: number;
      readonly pingMs: number;
    }
  | {
      readonly kind: Exclude<Measure, 'files'>;
      readonly peers: number;
      readonly count: number;
      readonly seed: number;
      readonly pingMs: number;
    };

const measures: readonly Measure[] = ['kills', 'pauses', 'files', 'outages'];

const usual: Readonly<Record<Measure, { readonly peers: string; readonly count: string }>> = {
  kills: { peers: '16', count: '1000' },
  pauses: { peers: '16', count: '200' },
  files: { peers: '9', count: '1000' },
  outages: { peers: '32', count: '10' },
};

const flags = {
  peers: {
    type: 'string',
    requiresArg: true,
    describe: 'How many peers at the start [32; measuring: 16, files: 9]',
  },
  minutes: { type: 'string', requiresArg: true, describe: 'How long faults are done [10]' },
  seed: { type: 'string', requiresArg: true, describe: 'Draw the same plan again [by chance, and said]' },
  ping: { type: 'string', requiresArg: true, describe: 'Ping interval: 3 (seconds), 500ms [3s]' },
  measure: {
    type: 'string',
    requiresArg: true,
    choices: measures,
    describe:
      'kills: how soon one is noticed; pauses: whether a short one is taken for death; files: whether what is stored survives; outages: how soon all is found when a quarter is killed',
  },
  count: {
    type: 'string',
    requiresArg: true,
    describe: 'So many kills [1000], pauses [200], files [1000] or outages [10]',
  },
} as const satisfies Readonly<Record<FlagName, Options>>;

const minutesMin = 0.05;
const minutesMax = 24 * 60;
const pingMaxMs = 60_000;
const seedsMax = 2 ** 32 - 1;

export function withFlags(yargs: Argv<object>): Argv<SoakFlags> {
  return yargs.options(flags);
}

/** `seed` is used when none was said. */
export function readFlags(said: SoakFlags, seed: number): Asked {
  const { minutes, count, measure } = said;
  const shared = {
    seed: said.seed === undefined ? seed : parseWhole(said.seed, '--seed', { min: 0, max: seedsMax }),
    pingMs: pingTime(said.ping ?? '3'),
  };
  if (measure !== undefined) {
    const kind = parseChoice(measure, '--measure', measures);
    if (minutes !== undefined && kind !== 'files')
      throw new UsageError(`--minutes is for a soak and for files; say how many ${kind} with --count.`);
    const extent = {
      peers: parseWhole(said.peers ?? usual[kind].peers, '--peers', { min: 8, max: 100 }),
      count: parseWhole(count ?? usual[kind].count, '--count', { min: 1, max: 100_000 }),
      ...shared,
    };
    return kind === 'files' ? { kind, ...extent, lastsMs: minutesTime(minutes ?? '5') } : { kind, ...extent };
  }
  if (count !== undefined)
    throw new UsageError('--count is for --measure; say how long to soak with --minutes.');
  return {
    kind: 'soak',
    peers: parseWhole(said.peers ?? '32', '--peers', { min: 4, max: 200 }),
    lastsMs: minutesTime(minutes ?? '10'),
    ...shared,
  };
}

function minutesTime(text: string): number {
  const minutes = /^\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (minutes >= minutesMin && minutes <= minutesMax) return minutes * 60_000;
  throw new UsageError(`--minutes is "${text}"; it must be a number from ${minutesMin} to ${minutesMax}.`);
}

function pingTime(text: string): number {
  const ms = Math.round(parseTime(text, '--ping'));
  if (ms >= pingMinMs && ms <= pingMaxMs) return ms;
  throw new UsageError(`--ping is "${text}"; take ${pingMinMs}ms to ${pingMaxMs / 1_000}s.`);
}
