// How long the judges of histories take: a scenario waits for them, and so does every seed of the simulator.

import { checkFinal, checkRegister, type FinalReading, type Operation } from '@ringside/peer/history';
import type { Benchmark } from '../benchmark.ts';
import { rightHistory, type RightHistoryOptions } from '../measure/right-history.ts';

interface Case extends Omit<RightHistoryOptions, 'seed'> {
  readonly what: string;
}

const small: readonly Case[] = [
  { what: '10,000 operations, 100 names', names: 100, operationsPerName: 100, twins: 0 },
  { what: '10,000 operations, 1 name', names: 1, operationsPerName: 10_000, twins: 0 },
  { what: '10,000, 1 name, a fifth of the contents shared', names: 1, operationsPerName: 10_000, twins: 0.2 },
];
const large: Case = {
  what: '1,000,000 operations, 10,000 names',
  names: 10_000,
  operationsPerName: 100,
  twins: 0,
};

export const histories: Benchmark = {
  name: 'histories',
  asks: 'How long does it take to judge a history (limits: 10,000 operations 1 s, a million 10 s)?',
  async run(notebook, { isQuick }) {
    const cases = isQuick ? small : [...small, large];
    for (const { what, ...options } of cases) {
      notebook.say(what);
      const operations = rightHistory({ ...options, seed: 1 });
      const turns = isQuick || operations.length > 100_000 ? 3 : 20;
      const absent: FinalReading = { outcome: 'absent' };
      const readings = new Map(operations.map(({ name }) => [name, absent]));
      notebook.record({ what, unit: 'ms', samples: timed(turns, () => judgedRight(operations)) });
      const atTheEnd = timed(turns, () => checkFinal(operations, readings));
      notebook.record({ what: `${what}: the end`, unit: 'ms', samples: atTheEnd });
    }
  },
};

/** A figure of a judge that judges wrongly is worth nothing. */
function judgedRight(operations: readonly Operation[]): void {
  const { violations, undecided } = checkRegister(operations);
  const [complaint] = [...violations.map(({ line }) => line), ...undecided.map(({ why }) => why)];
  if (complaint !== undefined) throw new Error(`a right history was not found right: ${complaint}`);
}

function timed(turns: number, work: () => void): readonly number[] {
  return Array.from({ length: turns }, () => {
    const startedAt = performance.now();
    work();
    return performance.now() - startedAt;
  });
}
