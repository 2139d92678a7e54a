// Study: seeds of the swarm. Each draws its own faults; the rules are looked at after every event, and in the end the ring must be ideal again.

import type { Rule } from '../safety/violation.ts';
import { keptSeeds } from '../swarm/kept-seeds.ts';
import { drawPlan, type Extent } from '../swarm/plan.ts';
import { play, roundsMax, type Outcome } from '../swarm/play.ts';
import { shrink } from '../swarm/shrink.ts';
import { tell } from '../swarm/tell.ts';
import { atMost, reported, type Figure } from './figure.ts';
import { largest, percentile, sum } from './statistics.ts';
import type { Machine, Study } from './study.ts';

type Name = 'seeds' | 'peers' | 'faults' | 'fingers' | 'unchecked';

interface Task {
  readonly seeds: readonly number[];
  readonly extent: Extent;
  readonly isChecked: boolean;
}

interface Result {
  readonly isChecked: boolean;
  readonly seeds: number;
  readonly events: number;
  readonly tookMs: number;
  readonly steps: number;
  readonly lookups: number;
  readonly unsure: number;
  readonly doubts: number;
  readonly sureEvents: number;
  /** Rings that nothing could bring together again: nobody alive knew the others, or two had had one id. */
  readonly lost: number;
  /** Of rings with the usual interval of 3 s. */
  readonly rounds: readonly number[];
  /** Histories that were not the same when the seed was played again. */
  readonly different: number;
  readonly broken: readonly { readonly rule: Rule; readonly told: string }[];
}

type Total = 'events' | 'steps' | 'lookups' | 'unsure' | 'doubts' | 'sureEvents' | 'lost';

const usualMs = 3_000;
const batch = 50;
const uncheckedMax = 200;

export const swarm: Study<Name, Task, Result> = {
  claim: `Whatever a seed does to a ring, no rule is broken while its assumption holds, and the ring is ideal again within ${roundsMax} rounds.`,
  flags: {
    seeds: { value: 10_000, least: 1, most: 10_000_000, says: 'how many seeds, one after the other' },
    peers: { value: 16, least: 4, most: 200, says: 'peers at the start' },
    faults: { value: 60, least: 1, most: 1_000, says: 'faults of each seed' },
    fingers: { value: 0, least: 0, most: 1, says: '1: every peer routes by fingers' },
    unchecked: { value: 0, least: 0, most: 1, says: '1: play without looking at the rules, for the speed' },
  },

  plan({ seeds, peers, faults, fingers, unchecked }, first) {
    const routing = fingers === 1 ? 'fingers' : 'ring';
    const extent = { peers, faults, routing } as const;
    const isChecked = unchecked === 0;
    const tasks: Task[] = [];
    if (seeds > 1 && isChecked) {
      tasks.push({ seeds: keptSeeds.map(([seed]) => seed), extent: { peers: 16, faults: 60 }, isChecked });
      const some = Array.from({ length: Math.min(seeds, uncheckedMax) }, (_, nth) => first + nth);
      tasks.push({ seeds: some, extent, isChecked: false });
    }
    for (let from = 0; from < seeds; from += batch) {
      const length = Math.min(batch, seeds - from);
      tasks.push({ seeds: Array.from({ length }, (_, nth) => first + from + nth), extent, isChecked });
    }
    return tasks;
  },

  perform({ seeds, extent, isChecked }, machine) {
    const startedMs = machine.cpuMs();
    const outcomes = seeds.map((seed) => play(drawPlan(seed, extent), { isChecked }));
    const tookMs = machine.cpuMs() - startedMs;
    const [first] = outcomes;
    const again = first === undefined ? undefined : play(first.plan, { isChecked });
    return {
      isChecked,
      seeds: seeds.length,
      tookMs,
      ...total(outcomes),
      // Those that nothing could bring together are counted apart.
      rounds: outcomes
        .filter(({ plan, isLost }) => plan.pingMs === usualMs && !isLost)
        .map(({ rounds }) => rounds),
      different: first?.hash === again?.hash ? 0 : 1,
      broken: outcomes.flatMap((outcome) => broken(outcome, machine)),
    };
  },

  conclude(results) {
    const checked = results.filter(({ isChecked }) => isChecked);
    const rounds = checked.flatMap((result) => result.rounds);
    const all = checked.flatMap((result) => result.broken);
    const seeds = sum(checked.map((result) => result.seeds));
    const counted = (what: string, pick: (result: Result) => number): Figure =>
      reported({ what, unit: 'count', value: sum(checked.map(pick)), cases: seeds });
    const cases = rounds.length;
    return {
      figures: [
        atMost(0, { what: 'seeds that broke a rule', unit: 'seeds', value: all.length, cases: seeds }),
        ...rulesOf(
          all.map(({ rule }) => rule),
          seeds,
        ),
        atMost(8, {
          what: 'ideal again, T = 3 s: median',
          unit: 'rounds',
          value: percentile(rounds, 0.5),
          cases,
        }),
        reported({
          what: 'ideal again, T = 3 s: p99',
          unit: 'rounds',
          value: percentile(rounds, 0.99),
          cases,
        }),
        atMost(roundsMax, {
          what: 'ideal again, T = 3 s: longest',
          unit: 'rounds',
          value: largest(rounds),
          cases,
        }),
        counted('faults performed', ({ steps }) => steps),
        counted('lookups whose answer was judged', ({ lookups }) => lookups),
        counted('answers of peers on their way into the ring', ({ unsure }) => unsure),
        counted('times the assumption ended', ({ doubts }) => doubts),
        reported({
          what: 'events at which the assumption held',
          unit: 'share',
          value: sum(checked.map(({ sureEvents }) => sureEvents)) / sum(checked.map(({ events }) => events)),
          cases: sum(checked.map(({ events }) => events)),
        }),
        counted('rings that nothing could bring together', ({ lost }) => lost),
        atMost(0, {
          what: 'histories that differed when played again',
          unit: 'histories',
          value: sum(results.map(({ different }) => different)),
          cases: results.length,
        }),
        speed('events a second on one core, rules looked at', checked),
        speed(
          'events a second on one core, without',
          results.filter(({ isChecked }) => !isChecked),
        ),
      ],
      pages: [{ path: '.ringside/swarm.txt', text: all.map(({ told }) => `${told}\n`).join('\n') }],
    };
  },
};

function total(outcomes: readonly Outcome[]): Pick<Result, Total> {
  const add = (pick: (outcome: Outcome) => number): number => sum(outcomes.map(pick));
  return {
    events: add(({ events }) => events),
    steps: add(({ performed }) => performed),
    lookups: add(({ lookups }) => lookups),
    unsure: add(({ unsure }) => unsure),
    doubts: add(({ doubts }) => doubts),
    sureEvents: add(({ sureEvents }) => sureEvents),
    lost: add(({ isLost }) => (isLost ? 1 : 0)),
  };
}

/** What a seed broke, told with the fewest steps. */
function broken(outcome: Outcome, machine: Machine): Result['broken'] {
  const { found, plan } = outcome;
  if (found === undefined) return [];
  machine.say(`seed ${plan.seed} broke a rule (${found.rule}: ${found.words}); shrinking`);
  const shrunk = shrink(plan, found.rule).plan;
  const told = tell(play(shrunk), shrunk) || tell(outcome, shrunk);
  machine.say(told);
  return [{ rule: found.rule, told }];
}

function rulesOf(rules: readonly Rule[], cases: number): Figure[] {
  const kinds = [...new Set(rules)];
  return kinds.map((kind) => {
    const value = rules.filter((rule) => rule === kind).length;
    return reported({ what: `  ${kind}`, unit: 'seeds', value, cases });
  });
}

function speed(what: string, results: readonly Result[]): Figure {
  const events = sum(results.map((result) => result.events));
  const seconds = sum(results.map(({ tookMs }) => tookMs)) / 1_000;
  return reported({ what, unit: 'per s', value: events / seconds, cases: events });
}
