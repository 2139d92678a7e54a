// Study: do values survive? Each seed draws a ring, its clients and what befalls it and its disks; in the end every name is read, and everything that
// clients were told is judged.

import { drawValuePlan, type ValueExtent } from '../values/value-plan.ts';
import { playValues, type ValueOutcome } from '../values/value-play.ts';
import { judgeValues, type ValueRule, type ValueViolation } from '../values/value-judge.ts';
import { atMost, reported, type Figure } from './figure.ts';
import { largest, percentile, sum } from './statistics.ts';
import type { Machine, Study } from './study.ts';

type Name = 'seeds' | 'peers' | 'faults' | 'stores';

interface Task {
  readonly seeds: readonly number[];
  readonly extent: ValueExtent;
}

/** How the requests of clients ended. */
interface Answers {
  readonly requests: number;
  readonly found: number;
  readonly maybeOld: number;
  readonly notFound: number;
}

interface Result extends Answers {
  readonly seeds: number;
  readonly tookMs: number;
  readonly events: number;
  readonly faults: number;
  readonly acknowledged: number;
  readonly parted: number;
  readonly gone: number;
  readonly lost: number;
  readonly damaged: number;
  readonly conflicts: number;
  readonly settledMs: readonly number[];
  readonly different: number;
  readonly broken: readonly { readonly seed: number; readonly violations: readonly ValueViolation[] }[];
}

const batch = 10;
const rules: readonly (readonly [ValueRule, string])[] = [
  ['final', 'names that were lost, or had another content than the newest'],
  ['register', 'names of which a client was told something wrong'],
  ['settled', 'rings whose copies were never proved'],
  ['copies', 'rings in which a store was acknowledged with fewer copies than the ring offered'],
  ['leave', 'rings that a peer left with the only copy of something'],
  ['decided', 'names of which the checker could not decide'],
];

export const values: Study<Name, Task, Result> = {
  claim:
    'Whatever befalls a ring and its disks, what was acknowledged is there in the end, and no client is told that it is not, or given what was replaced.',
  flags: {
    seeds: { value: 260, least: 1, most: 1_000_000, says: 'how many seeds, one after the other' },
    peers: { value: 7, least: 3, most: 64, says: 'peers at the start' },
    faults: { value: 40, least: 0, most: 1_000, says: 'faults of each seed' },
    stores: { value: 400, least: 1, most: 100_000, says: 'stores of each seed; requests come beside them' },
  },

  plan({ seeds, peers, faults, stores }, first) {
    const tasks: Task[] = [];
    for (let from = 0; from < seeds; from += batch) {
      const length = Math.min(batch, seeds - from);
      const some = Array.from({ length }, (_, nth) => first + from + nth);
      tasks.push({ seeds: some, extent: { peers, faults, stores } });
    }
    return tasks;
  },

  perform({ seeds, extent }, machine) {
    const startedMs = machine.cpuMs();
    const outcomes = seeds.map((seed) => ({ seed, outcome: playValues(drawValuePlan(seed, extent)) }));
    const tookMs = machine.cpuMs() - startedMs;
    const [first] = outcomes;
    const again = first === undefined ? undefined : playValues(drawValuePlan(first.seed, extent));
    const all = outcomes.map(({ outcome }) => outcome);
    const count = (pick: (outcome: ValueOutcome) => number): number => sum(all.map(pick));
    return {
      seeds: seeds.length,
      tookMs,
      ...answersOf(all),
      events: count(({ events }) => events),
      faults: count(({ performed }) => performed),
      acknowledged: count(({ acknowledged }) => acknowledged),
      parted: count(({ wasParted }) => (wasParted ? 1 : 0)),
      gone: count(({ wereAllGone }) => (wereAllGone ? 1 : 0)),
      lost: count(({ isLost }) => (isLost ? 1 : 0)),
      damaged: count(({ troubles }) => troubles.get('damaged') ?? 0),
      conflicts: count(({ troubles }) => troubles.get('conflict') ?? 0),
      settledMs: all.filter(({ isLost }) => !isLost).map(({ settledMs }) => settledMs),
      different: first?.outcome.hash === again?.hash ? 0 : 1,
      broken: outcomes.flatMap(({ seed, outcome }) => {
        const violations = judgeValues(outcome);
        if (violations.length > 0) tell(machine, seed, violations);
        return violations.length > 0 ? [{ seed, violations }] : [];
      }),
    };
  },

  conclude(results) {
    const seeds = sum(results.map((result) => result.seeds));
    const total = (pick: (result: Result) => number): number => sum(results.map(pick));
    const counted = (what: string, pick: (result: Result) => number, cases = seeds): Figure =>
      reported({ what, unit: 'count', value: total(pick), cases });
    const violations = results.flatMap(({ broken }) => broken.flatMap((each) => each.violations));
    const acknowledged = total((result) => result.acknowledged);
    const requests = total((result) => result.requests);
    const settled = results.flatMap(({ settledMs }) => settledMs);
    return {
      figures: [
        counted('stores acknowledged', (result) => result.acknowledged),
        ...rules.map(([rule, what]) => {
          const value = violations.filter((each) => each.rule === rule).length;
          return atMost(0, { what, unit: 'count', value, cases: acknowledged });
        }),
        counted('faults performed', ({ faults }) => faults),
        counted('values found damaged', ({ damaged }) => damaged),
        counted('conflicts told', ({ conflicts }) => conflicts),
        counted('requests answered with a content', ({ found }) => found, requests),
        counted('  of which: may be old', ({ maybeOld }) => maybeOld, requests),
        counted('requests answered with "not stored"', ({ notFound }) => notFound, requests),
        counted('rings that were in parts for a while', ({ parted }) => parted),
        counted('rings of which all who had something were down together', ({ gone }) => gone),
        counted('rings that nothing could bring together', ({ lost }) => lost),
        reported({
          what: 'copies proved, from two rounds after the last fault on: longest',
          unit: 's',
          value: largest(settled) / 1_000,
          cases: settled.length,
        }),
        reported({
          what: 'copies proved: median',
          unit: 's',
          value: percentile(settled, 0.5) / 1_000,
          cases: settled.length,
        }),
        atMost(0, {
          what: 'histories that differed when played again',
          unit: 'histories',
          value: total(({ different }) => different),
          cases: results.length,
        }),
        reported({
          what: 'events a second on one core',
          unit: 'per s',
          value: total(({ events }) => events) / (total(({ tookMs }) => tookMs) / 1_000),
          cases: total(({ events }) => events),
        }),
      ],
    };
  },
};

function answersOf(outcomes: readonly ValueOutcome[]): Answers {
  let [requests, found, maybeOld, notFound] = [0, 0, 0, 0];
  for (const operation of outcomes.flatMap(({ operations }) => operations)) {
    if (operation.kind !== 'request') continue;
    requests += 1;
    if (operation.outcome === 'not-found') notFound += 1;
    if (operation.outcome !== 'found') continue;
    found += 1;
    if (operation.mayBeOld === true) maybeOld += 1;
  }
  return { requests, found, maybeOld, notFound };
}

function tell(machine: Machine, seed: number, violations: readonly ValueViolation[]): void {
  for (const { rule, words } of violations.slice(0, 3)) machine.say(`seed ${seed} (${rule}): ${words}`);
}
