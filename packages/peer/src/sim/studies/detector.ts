// Study: how soon a dead peer is noticed, and how often a living one is held dead. At a ping interval of 3 s.

import { Chance } from '../chance.ts';
import type { Bursts } from '../network.ts';
import { atMost, reported, type Figure, type Measured } from './figure.ts';
import { bearLoss, linksOfHours, type FalseVerdicts, type LossyHours } from './lossy-hours.ts';
import { suffer, type Ordeal, type OrdealKind, type OrdealOutcome } from './ordeals.ts';
import { largest, largestCount, mean, percentile, sum } from './statistics.ts';
import type { Study } from './study.ts';

type Name = 'ordeals' | 'hours' | 'loss';

type Task =
  | { readonly kind: 'ordeals'; readonly ordeals: readonly Ordeal[] }
  | { readonly kind: 'loss'; readonly run: number; readonly lossy: LossyHours };

type Result =
  | { readonly kind: 'ordeals'; readonly of: OrdealKind; readonly outcomes: readonly OrdealOutcome[] }
  | { readonly kind: 'loss'; readonly run: number; readonly verdicts: FalseVerdicts };

const ordealKinds: readonly OrdealKind[] = ['kill', 'silence', 'stop', 'sleep', 'suspend'];
const ordealsPerTask = 100;
const hoursPerTask = 2;
const burstyShare = 0.1;
/** False verdicts in a link-hour. */
const falseMost = 0.01;
/** How many packets in a row are lost, in the mean; 1: each by itself. */
const [single, ...runs] = [1, 3, 10] as const;

/** A tenth of the packets, in runs of this many. */
function inRuns(badPackets: number): Bursts {
  return { goodPackets: 9 * badPackets, badPackets, loss: 1 };
}

export const detector: Study<Name, Task, Result> = {
  claim:
    'Killed process noticed <= 1 s (p99); silent death <= 6 s, mean <= 4.5 s; no false verdict for a stop < 2.5 s or an observer that sleeps a minute; at 30 % loss each way, and at losses in runs, <= 0.01 false verdicts per link-hour.',
  flags: {
    ordeals: { value: 2_000, least: 10, most: 1_000_000, says: 'peers that suffer each kind of ordeal' },
    hours: { value: 10_000, least: 1, most: 10_000_000, says: 'link-hours at independent loss' },
    loss: { value: 30, least: 0, most: 90, says: 'per cent of packets lost, each way' },
  },

  plan({ ordeals, hours, loss }, seed) {
    const chance = new Chance(seed);
    const draw = (): number => chance.below(2 ** 31);
    const suffering = ordealKinds.flatMap((kind) =>
      Array.from({ length: Math.ceil(ordeals / ordealsPerTask) }, (_, nth): Task => {
        const length = Math.min(ordealsPerTask, ordeals - nth * ordealsPerTask);
        return { kind: 'ordeals', ordeals: Array.from({ length }, () => ({ kind, seed: draw() })) };
      }),
    );
    const lossy = (run: number, share: number): Task[] => {
      const whole = (hours * share) / linksOfHours;
      const tasks = Math.ceil(whole / hoursPerTask);
      const network =
        run === single ? { loss: loss / 100, bursts: undefined } : { loss: 0, bursts: inRuns(run) };
      return Array.from({ length: tasks }, () => ({
        kind: 'loss',
        run,
        lossy: { seed: draw(), hours: whole / tasks, network },
      }));
    };
    return [...suffering, ...lossy(single, 1), ...runs.flatMap((run) => lossy(run, burstyShare))];
  },

  perform(task) {
    if (task.kind === 'loss') {
      const { kind, run, lossy } = task;
      return { kind, run, verdicts: bearLoss(lossy) };
    }
    const [first] = task.ordeals;
    if (first === undefined) throw new RangeError('a task without an ordeal');
    return { kind: 'ordeals', of: first.kind, outcomes: task.ordeals.map(suffer) };
  },

  conclude(results, { loss }) {
    const outcomes = (of: OrdealKind): readonly OrdealOutcome[] =>
      results.flatMap((result) => (result.kind === 'ordeals' && result.of === of ? result.outcomes : []));
    const verdicts = (run: number): readonly FalseVerdicts[] =>
      results.flatMap((result) => (result.kind === 'loss' && result.run === run ? [result.verdicts] : []));
    return {
      figures: [
        ...killFigures(outcomes('kill')),
        ...silenceFigures(outcomes('silence')),
        noneFalse('false verdicts: stopped for less than 2.5 s', outcomes('stop')),
        noneFalse('false verdicts: by an observer that slept a minute', outcomes('sleep')),
        noneFalse('false verdicts: all slept a minute', outcomes('suspend')),
        ...lossFigures(`${loss} % independent loss each way`, verdicts(single)),
        ...runs.flatMap((run) => lossFigures(`10 % loss in runs of ${run} packets`, verdicts(run))),
      ],
    };
  },
};

function killFigures(outcomes: readonly OrdealOutcome[]): Figure[] {
  const noticed = outcomes.map(({ noticedMs }) => noticedMs);
  const measured = { unit: 'ms', cases: outcomes.length };
  return [
    reported({ ...measured, what: 'killed: noticed by the peer before it, mean', value: mean(noticed) }),
    atMost(1_000, {
      ...measured,
      what: 'killed: noticed by the peer before it, p99',
      value: percentile(noticed, 0.99),
    }),
    lastOfAll('killed', outcomes),
  ];
}

function silenceFigures(outcomes: readonly OrdealOutcome[]): Figure[] {
  const noticed = outcomes.map(({ noticedMs }) => noticedMs);
  const measured = { unit: 'ms', cases: outcomes.length };
  return [
    atMost(4_500, {
      ...measured,
      what: 'silent death: noticed by the peer before it, mean',
      value: mean(noticed),
    }),
    atMost(6_000, {
      ...measured,
      what: 'silent death: noticed by the peer before it, longest',
      value: largest(noticed),
    }),
    lastOfAll('silent death', outcomes),
  ];
}

function lastOfAll(what: string, outcomes: readonly OrdealOutcome[]): Figure {
  const value = percentile(
    outcomes.map(({ lastMs }) => lastMs),
    0.99,
  );
  return reported({
    what: `${what}: noticed by the last of three who watched it, p99`,
    unit: 'ms',
    value,
    cases: outcomes.length,
  });
}

function noneFalse(what: string, outcomes: readonly OrdealOutcome[]): Figure {
  const value = sum(outcomes.map(({ falseVerdicts }) => falseVerdicts));
  return atMost(0, { what, unit: 'verdicts', value, cases: outcomes.length });
}

function lossFigures(what: string, verdicts: readonly FalseVerdicts[]): Figure[] {
  const hours = sum(verdicts.map(({ linkHours }) => linkHours));
  const byPings = sum(verdicts.map((each) => each.byPings));
  const byQuestion = sum(verdicts.map((each) => each.byQuestion));
  const rate = (of: string, count: number): Measured => ({
    what: `${what}: ${of}`,
    unit: 'per link-hour',
    value: count / hours,
    cases: Math.round(hours),
  });
  const all = rate('false verdicts', byPings + byQuestion);
  return [
    atMost(falseMost, all),
    reported(rate('false verdicts by pings', byPings)),
    reported(rate('false verdicts by stabilize', byQuestion)),
    reported(rate('the most that this may mean (95 in 100)', largestCount(byPings + byQuestion))),
  ];
}
