// Study: a ring cut into parts becomes one ring again, and so does one that winds more than once. Without merge neither ever does.

import { judge } from '../../survey/index.ts';
import { isIdeal, living, observations } from '../census.ts';
import { Chance } from '../chance.ts';
import { ringCore } from '../core.ts';
import { drawIds, seatIdealRing } from '../ideal-ring.ts';
import { Simulation } from '../simulation.ts';
import { atLeast, atMost, reported, type Figure } from './figure.ts';
import { loopySize, seatLoopyRing } from './loopy-ring.ts';
import { plainChord } from './plain-chord.ts';
import { largest, percentile } from './statistics.ts';
import type { Study } from './study.ts';

type Name = 'seeds' | 'peers' | 'plain';

interface Task {
  readonly kind: 'partition' | 'loopy';
  readonly isPlain: boolean;
  readonly seed: number;
  readonly peers: number;
  /** Parts of the network, or turns of the loopy ring round the circle. */
  readonly parts: number;
  readonly lastsMs: number;
}

interface Result {
  readonly task: Task;
  /** Was it more than one ring, or one that winds, when the fault ended? */
  readonly wasWrong: boolean;
  /** From the end of the fault; Infinity when not within the patience. */
  readonly oneRingMs: number;
  readonly idealMs: number;
}

const bits = 16;
const pingMs = 3_000;
const oneRingMostMs = 2 * 5_000 + 10_000;
const patienceMs = 300_000;
const sizes = [8, 16, 32, 64];

export const partition: Study<Name, Task, Result> = {
  claim:
    'A ring parted into 2 or 3 is one ring again within 2 x 5 s + 10 s; loopy rings become one; plain Chord stays as it is.',
  flags: {
    seeds: { value: 50, least: 1, most: 100_000, says: 'rings of each kind' },
    peers: { value: 64, least: 8, most: 1_000, says: 'the largest ring: 8, 16, 32, ... up to this' },
    plain: { value: 10, least: 0, most: 100_000, says: 'rings of each kind without merge' },
  },

  plan({ seeds, peers: peersMost, plain }, seed) {
    const chance = new Chance(seed);
    const tasks: Task[] = [];
    const add = (count: number, task: Omit<Task, 'seed'>): void => {
      for (let nth = 0; nth < count; nth += 1) tasks.push({ ...task, seed: chance.below(2 ** 31) });
    };
    for (const peers of sizes.filter((size) => size <= peersMost)) {
      for (const parts of [2, 3]) {
        for (const lastsMs of [30_000, 120_000]) {
          add(seeds, { kind: 'partition', isPlain: false, peers, parts, lastsMs });
        }
        add(plain, { kind: 'partition', isPlain: true, peers, parts, lastsMs: 120_000 });
        add(seeds, { kind: 'loopy', isPlain: false, peers, parts, lastsMs: 0 });
        add(plain, { kind: 'loopy', isPlain: true, peers, parts, lastsMs: 0 });
      }
    }
    return tasks;
  },

  perform(task) {
    const core = task.isPlain ? plainChord : ringCore;
    const simulation = new Simulation({ seed: task.seed, bits, pingMs, core });
    if (task.kind === 'loopy') {
      const size = loopySize(task.peers, task.parts);
      seatLoopyRing(simulation, drawIds(simulation.chance, size, 2 ** bits), task.parts);
    } else {
      seatIdealRing(simulation, drawIds(simulation.chance, task.peers, 2 ** bits));
      part(simulation, task.parts);
      simulation.runFor(task.lastsMs);
      simulation.network.unite();
    }
    const wasWrong = !isOneRing(simulation);
    if (task.isPlain) return { task, wasWrong, ...inTheEnd(simulation) };
    const oneRingMs = simulation.runUntil(() => isOneRing(simulation), patienceMs);
    const moreMs =
      oneRingMs === Infinity ? Infinity : simulation.runUntil(() => isIdeal(simulation), patienceMs);
    return { task, wasWrong, oneRingMs, idealMs: oneRingMs + moreMs };
  },

  conclude(results, { peers }) {
    const merged = results.filter(({ task }) => !task.isPlain);
    const plain = results.filter(({ task }) => task.isPlain);
    const parted = merged.filter(({ task }) => task.kind === 'partition');
    const loopy = merged.filter(({ task }) => task.kind === 'loopy');
    const rows = sizes
      .filter((size) => size <= peers)
      .flatMap((size) => [2, 3].flatMap((parts) => partedFigures(parted, size, parts)));
    return {
      figures: [
        atLeast(
          1,
          share('parted rings: really apart when the cut ended', parted, ({ wasWrong }) => wasWrong),
        ),
        atLeast(
          1,
          share('parted rings: one ring again', parted, ({ oneRingMs }) => oneRingMs < Infinity),
        ),
        ...rows,
        ...loopyFigures(loopy),
        ...plainFigures(plain),
      ],
    };
  },
};

/** Every peer in one part by chance, none of them empty. */
function part(simulation: Simulation, parts: number): void {
  const members: number[][] = Array.from({ length: parts }, () => []);
  for (const { index } of simulation.seats) members[simulation.chance.below(parts)]?.push(index);
  if (members.some((each) => each.length === 0)) return part(simulation, parts);
  simulation.network.partition(members);
}

/** Without merge only the end is looked at: nothing is expected before. */
function inTheEnd(simulation: Simulation): Pick<Result, 'oneRingMs' | 'idealMs'> {
  simulation.runFor(patienceMs);
  const ms = isOneRing(simulation) ? patienceMs : Infinity;
  return { oneRingMs: ms, idealMs: ms };
}

/** Everybody alive is on one cycle of first live successors, and it winds once. */
function isOneRing(simulation: Simulation): boolean {
  const { rings, windings } = judge(observations(simulation));
  return rings.length === 1 && windings === 1 && rings[0]?.length === living(simulation).length;
}

function partedFigures(results: readonly Result[], peers: number, parts: number): Figure[] {
  const these = results.filter(({ task }) => task.peers === peers && task.parts === parts);
  const oneRing = these.map(({ oneRingMs }) => oneRingMs);
  const ideal = these.map(({ idealMs }) => idealMs);
  const about = `${peers} peers in ${parts} parts`;
  const measured = { unit: 'ms', cases: these.length };
  return [
    reported({ ...measured, what: `${about}: one ring after, median`, value: percentile(oneRing, 0.5) }),
    atMost(oneRingMostMs, {
      ...measured,
      what: `${about}: one ring after, longest`,
      value: largest(oneRing),
    }),
    reported({ ...measured, what: `${about}: ideal after, longest`, value: largest(ideal) }),
  ];
}

function loopyFigures(results: readonly Result[]): Figure[] {
  const times = results.map(({ idealMs }) => idealMs);
  const measured = { unit: 'ms', cases: results.length };
  return [
    atLeast(
      1,
      share('loopy rings: really loopy at first', results, ({ wasWrong }) => wasWrong),
    ),
    atLeast(
      1,
      share('loopy rings: one ring in the end', results, ({ oneRingMs }) => oneRingMs < Infinity),
    ),
    reported({ ...measured, what: 'loopy rings: ideal after, median', value: percentile(times, 0.5) }),
    reported({ ...measured, what: 'loopy rings: ideal after, longest', value: largest(times) }),
  ];
}

/** That the fault is a real one: without merge nearly all stay as they are. A peer cut off alone finds the others by its refill. */
function plainFigures(results: readonly Result[]): Figure[] {
  if (results.length === 0) return [];
  const wording = `within ${patienceMs / 1_000} s`;
  const isWrong = ({ oneRingMs }: Result): boolean => oneRingMs === Infinity;
  const parted = results.filter(({ task }) => task.kind === 'partition');
  const loopy = results.filter(({ task }) => task.kind === 'loopy');
  return [
    atLeast(0.9, share(`without merge: still parted ${wording}`, parted, isWrong)),
    atLeast(0.9, share(`without merge: still loopy ${wording}`, loopy, isWrong)),
  ];
}

function share(
  what: string,
  results: readonly Result[],
  isSo: (result: Result) => boolean,
): { what: string; unit: string; value: number; cases: number } {
  const { length } = results;
  return { what, unit: 'share', value: results.filter(isSo).length / length, cases: length };
}
