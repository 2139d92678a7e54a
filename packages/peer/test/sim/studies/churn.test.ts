// A small ring for half a minute: the study itself is `pnpm study churn`.

import { expect, test } from 'vitest';
import { seatIdealRing, Simulation, type Seat } from '../../../src/sim/index.ts';
import { CensusBook } from '../../../src/sim/studies/census-book.ts';
import { churn } from '../../../src/sim/studies/churn.ts';
import { conduct } from '../../../src/sim/studies/study.ts';

test(
  'while members come and go no lookup is answered wrongly, and after one retry all are answered',
  { timeout: 60_000 },
  () => {
    const { figures } = conduct(churn, { peers: 60, seconds: 30, lookups: 5 });

    const values = (what: string): number[] =>
      figures.filter((figure) => figure.what.endsWith(what)).map(({ value }) => value);
    expect(values('wrong answers')).toEqual([0, 0]);
    expect(values('right after one retry')).toEqual([1, 1]);
    expect(values('departures').every((departures) => departures > 0)).toBe(true);
    expect(values('members, mean').every((members) => members > 55)).toBe(true);
  },
);

/** 10, 20 and 30 are members from time 0. */
function ringOfThree(): {
  simulation: Simulation;
  book: CensusBook;
  owned: (owner: number, key: number) => boolean;
} {
  const simulation = new Simulation({ bits: 8 });
  seatIdealRing(simulation, [10, 20, 30]);
  const book = new CensusBook(simulation);
  book.found(simulation.seats);
  const from = simulation.now + 1_000;
  const owned = (owner: number, key: number): boolean =>
    book.owned(simulation.id(owner), simulation.id(key), { from, to: Math.max(from, simulation.now) });
  return { simulation, book, owned };
}

function crash(simulation: Simulation, book: CensusBook, seat: Seat): void {
  simulation.crash(seat, 'silent');
  book.gone(seat);
}

test('a key belongs to the next member, and to the one after it from the moment that one is gone', () => {
  const { simulation, book, owned } = ringOfThree();
  expect([owned(20, 15), owned(30, 15), owned(10, 35)]).toEqual([true, false, true]);

  simulation.runFor(1_500);
  crash(simulation, book, simulation.seat(20));
  simulation.runFor(100);

  expect([owned(20, 15), owned(30, 15)]).toEqual([true, true]);
});

test('whoever was gone before the question owned nothing', () => {
  const { simulation, book, owned } = ringOfThree();
  crash(simulation, book, simulation.seat(20));
  simulation.runFor(2_000);

  expect([owned(20, 15), owned(30, 15)]).toEqual([false, true]);
});
