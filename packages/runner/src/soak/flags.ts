// The flags of `pnpm soak`, read and bounded. Pure: whatever cannot be obeyed is refused here, before anything is started.

import { parseChoice, parseTime, parseWhole, pingMinMs, UsageError } from '@ringside/peer/settings';
import type { Argv, Options } from 'yargs';

export type Measure = 'kills' | 'pauses';

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
      readonly kind: Measure;
      readonly peers: number;
      readonly count: number;
      readonly seed: number;
      readonly pingMs: number;
    };

const measures: readonly Measure[] = ['kills', 'pauses'];

const flags = {
  peers: { type: 'string', requiresArg: true, describe: 'How many peers at the start [32; measuring: 16]' },
  minutes: { type: 'string', requiresArg: true, describe: 'How long faults are done [10]' },
  seed: { type: 'string', requiresArg: true, describe: 'Draw the same plan again [by chance, and said]' },
  ping: { type: 'string', requiresArg: true, describe: 'Ping interval: 3 (seconds), 500ms [3s]' },
  measure: {
    type: 'string',
    requiresArg: true,
    choices: measures,
    describe: 'kills: how soon one is noticed; pauses: whether a short one is taken for death',
  },
  count: { type: 'string', requiresArg: true, describe: 'So many kills [1000] or pauses [200]' },
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
    if (minutes !== undefined)
      throw new UsageError('--minutes is for a soak; say how long to measure with --count.');
    const kind = parseChoice(measure, '--measure', measures);
    const usual = kind === 'kills' ? '1000' : '200';
    return {
      kind,
      peers: parseWhole(said.peers ?? '16', '--peers', { min: 8, max: 100 }),
      count: parseWhole(count ?? usual, '--count', { min: 1, max: 100_000 }),
      ...shared,
    };
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
