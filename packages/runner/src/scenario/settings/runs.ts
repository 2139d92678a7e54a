// From a file to the runs it asks for: settings from outside put in, every combination of the matrix, every repetition with a seed of its own.

import type { Sha256 } from '@ringside/peer/keys';
import type { Given } from '@ringside/peer/settings';
import { overlay, type Document } from '../document.ts';
import { interpret } from '../interpret.ts';
import type { Scenario } from '../language/index.ts';
import { sortMistakes, type Mistake } from '../mistake.ts';
import { readDocument } from '../yaml/read-document.ts';
import { onlyUpTo } from './only.ts';
import { settingPath } from './paths.ts';
import { putSettings, readSetting, seedSetting, settingMistakes, type SaidSetting } from './said-setting.ts';

const seeds = 2 ** 32;
const bounds = { noun: 'scenario', bytesMax: 256 * 1024, nodesMax: 20_000, depthMax: 24 } as const;

/** What the command line says about a scenario. */
export interface Outside {
  /** What stood behind each --set. */
  readonly settings: readonly string[];
  readonly seed: Given | undefined;
  readonly only: string | undefined;
  /** Taken where the scenario says random: drawn by the caller, 0 to 2^32 - 1. */
  readonly drawnSeed: number;
}

/** One ring to be started, broken and judged. */
export interface Run {
  /** `churn-nightly seed=2 ring.ping=250ms`. */
  readonly name: string;
  readonly seed: number;
  readonly scenario: Scenario;
  /** Flags that play this run again. */
  readonly again: readonly string[];
  /** Where everything in it was said. */
  readonly document: Document;
}

export type ReadRuns =
  | { readonly kind: 'runs'; readonly scenario: Scenario; readonly runs: readonly Run[] }
  | { readonly kind: 'wrong'; readonly mistakes: readonly Mistake[] };

/** `source`: the file's name, for errors. */
export function readRuns(
  source: string,
  bytes: Uint8Array | string,
  outside: Outside,
  sha256: Sha256,
): ReadRuns {
  const read = readDocument(source, bytes, bounds);
  if (read.kind === 'wrong') return read;
  const written = interpret(read.document, sha256);
  if (written.kind === 'wrong') return written;
  const said = saidSettings(outside);
  const mistakes = [...said.mistakes, ...settingMistakes(said.settings, written.scenario)];
  if (mistakes.length > 0) return { kind: 'wrong', mistakes };
  return narrowed(putSettings(read.document, said.settings), said.settings, outside, sha256);
}

function saidSettings({ settings, seed }: Outside): {
  readonly settings: readonly SaidSetting[];
  readonly mistakes: readonly Mistake[];
} {
  const read = [...settings.map(readSetting), ...(seed === undefined ? [] : [seedSetting(seed)])];
  return {
    settings: read.flatMap((each) => ('message' in each ? [] : [each])),
    mistakes: read.flatMap((each) => ('message' in each ? [each] : [])),
  };
}

function narrowed(
  document: Document,
  said: readonly SaidSetting[],
  outside: Outside,
  sha256: Sha256,
): ReadRuns {
  const whole = interpret(document, sha256);
  if (whole.kind === 'wrong' || outside.only === undefined) {
    return whole.kind === 'wrong' ? whole : expand(document, whole.scenario, said, outside, sha256);
  }
  const shorter = onlyUpTo(document, whole.scenario, outside.only);
  if ('message' in shorter) return { kind: 'wrong', mistakes: [shorter] };
  const part = interpret(shorter, sha256);
  return part.kind === 'wrong' ? part : expand(shorter, part.scenario, said, outside, sha256);
}

/** A value that a setting takes in one run. */
interface Chosen {
  readonly setting: string;
  readonly value: string | number | boolean;
  readonly place: number;
}

function expand(
  document: Document,
  scenario: Scenario,
  said: readonly SaidSetting[],
  outside: Outside,
  sha256: Sha256,
): ReadRuns {
  const names = said.map(({ name }) => name);
  const axes = scenario.matrix.filter(({ setting }) => !names.includes(setting));
  const combinations = axes.reduce<readonly (readonly Chosen[])[]>(
    (all, { setting, values }) =>
      all.flatMap((one) => values.map((value, place) => [...one, { setting, value, place }])),
    [[]],
  );
  const runs: Run[] = [];
  const mistakes: Mistake[] = [];
  for (const chosen of combinations) {
    const put = chosen.reduce(putChosen, document);
    const read = interpret(put, sha256);
    if (read.kind === 'wrong') mistakes.push(...read.mistakes.map((mistake) => inRun(mistake, chosen)));
    else runs.push(...repetitions(put, read.scenario, chosen, outside));
  }
  return mistakes.length > 0
    ? { kind: 'wrong', mistakes: sortMistakes(mistakes) }
    : { kind: 'runs', scenario, runs };
}

function putChosen(document: Document, { setting, value, place }: Chosen): Document {
  return overlay(document, settingPath(setting), value, document.whence(['matrix', setting, place], 'value'));
}

/** Which of several runs it is that goes wrong. */
function inRun(mistake: Mistake, chosen: readonly Chosen[]): Mistake {
  return chosen.length === 0
    ? mistake
    : { ...mistake, message: `${mistake.message} (in the run with ${wordsOf(chosen)})` };
}

function repetitions(
  document: Document,
  scenario: Scenario,
  chosen: readonly Chosen[],
  outside: Outside,
): readonly Run[] {
  const first = scenario.seed === 'random' ? outside.drawnSeed : scenario.seed;
  const others = chosen.filter(({ setting }) => setting !== 'seed');
  const said = [
    ...others.map((each) => `--set ${wordsOf([each])}`),
    ...outside.settings.map((each) => `--set ${each}`),
  ];
  const once = scenario.repeat > 1 ? ['--set repeat=1'] : [];
  const part = outside.only === undefined ? [] : [`--only ${outside.only}`];
  return Array.from({ length: scenario.repeat }, (_, turn): Run => {
    const seed = (first + turn) % seeds;
    const name = [scenario.name, `seed=${seed}`, ...(others.length > 0 ? [wordsOf(others)] : [])].join(' ');
    return {
      name,
      seed,
      scenario: resolved(scenario, seed),
      document,
      again: [`--seed ${seed}`, ...said, ...once, ...part],
    };
  });
}

/** The same run on another seed. */
export function runOnSeed(run: Run, seed: number): Run {
  return {
    ...run,
    name: run.name.replace(`seed=${run.seed}`, `seed=${seed}`),
    seed,
    scenario: resolved(run.scenario, seed),
    again: run.again.map((flag) => (flag === `--seed ${run.seed}` ? `--seed ${seed}` : flag)),
  };
}

/** One run by itself: read again, it is this run and no other. */
function resolved(scenario: Scenario, seed: number): Scenario {
  const entries = Object.entries(scenario.written ?? {}).filter(
    ([key]) => !['matrix', 'repeat', 'seed'].includes(key),
  );
  return {
    ...scenario,
    seed,
    matrix: [],
    repeat: 1,
    written: Object.fromEntries([...entries, ['seed', seed]]),
  };
}

function wordsOf(chosen: readonly Chosen[]): string {
  return chosen.map(({ setting, value }) => `${setting}=${value}`).join(' ');
}
