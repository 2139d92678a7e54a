import { expect, test } from 'vitest';
import { initialState, type Contact, type RingState } from '../../src/ring/index.ts';
import { becomeMember } from '../../src/ring/member.ts';
import { setPred, setSucc } from '../../src/ring/neighbours.ts';
import { Turn } from '../../src/ring/turn.ts';
import { drawRing, isIdeal, living, observations } from '../../src/sim/index.ts';
import { firstEpoch } from '../../src/sim/seat.ts';
import { stateViolations } from '../../src/sim/safety/state-rules.ts';
import { judge } from '../../src/survey/index.ts';
import { settle, settledRing } from './joining.ts';
import { TableTop } from './table-top.ts';

function contactOf(table: TableTop, id: number): Contact {
  return { id: table.id(id), epoch: firstEpoch + 1_000, address: `127.0.0.1:${12_000 + id}` };
}

/** First members that were told of each other, as the assignment starts them. */
function init(table: TableTop, ids: readonly number[]): void {
  for (const [place, id] of ids.entries()) {
    const succ = [1, 2].map((far) => contactOf(table, ids[(place + far) % ids.length] ?? id));
    table.launch(id, { kind: 'init', succ: succ.map((contact) => ({ ...contact, epoch: 0 })) });
  }
}

test('first members that know their next two become one ideal ring within a second', () => {
  for (const ids of [
    [0, 255],
    [2, 4, 5],
    [2, 4, 5, 8, 9, 14, 19],
  ]) {
    const table = new TableTop({ seed: ids.length });
    init(table, ids);

    expect(settle(table)).toBeLessThanOrEqual(1_000);
  }
});

test('two rings of four become one within 20 s once one peer of the one has heard of one of the other', () => {
  for (const [a, b] of [
    [
      [10, 20, 30, 40],
      [110, 120, 130, 140],
    ],
    [
      [10, 30, 50, 70],
      [20, 40, 60, 80],
    ],
    [
      [0, 1, 254, 255],
      [2, 3, 4, 5],
    ],
  ] as const) {
    for (let seed = 1; seed <= 5; seed += 1) {
      const table = new TableTop({ seed });
      init(table, a);
      init(table, b);
      table.runFor(20_000);
      expect(judge(observations(table)).state).toBe('SPLIT');

      const pong = { kind: 'pong', n: 0, phase: 'member', succ: [] } as const;
      table.send(table.seat(a[1]), table.seat(b[2]).self.address, pong);

      expect(settle(table), `seed ${seed}: ${a.join(' ')} and ${b.join(' ')}`).toBeLessThanOrEqual(20_000);
    }
  }
});

/** A member whose lists were written by hand; nobody believes in it but the test. */
function handMade(table: TableTop, id: number, pred: number, succ: readonly number[]): RingState {
  const lists = succ.map((each) => contactOf(table, each));
  const turn = new Turn(initialState(table.options, contactOf(table, id), id), 0);
  becomeMember(turn);
  setPred(turn, contactOf(table, pred), null);
  setSucc(turn, lists, 'init', null);
  turn.set({ known: new Map(lists.map((contact) => [contact.id, contact])) });
  return turn.state;
}

test('a loopy ring, which no local check can see, becomes an ideal one', () => {
  for (const skip of [2, 3]) {
    const ids = [10, 20, 30, 40, 50, 60, 70];
    const table = new TableTop({ seed: skip, successorsMax: 1 });
    for (const [place, id] of ids.entries()) {
      const at = (far: number): number => ids.at((place + far) % ids.length) ?? id;
      table.place(handMade(table, id, at(-skip), [at(skip)]));
    }
    expect(judge(observations(table)).state).toBe('LOOPY');

    expect(settle(table, 120_000), `every ${skip}th`).toBeLessThanOrEqual(60_000);
    table.runFor(30_000);
    expect(isIdeal(table), drawRing(table)).toBe(true);
  }
});

test('a peer that everybody held dead is back in every list within ten seconds after it wakes', () => {
  const table = settledRing([2, 4, 5, 8, 9, 14, 19]);
  const sleeper = table.seat(9);
  table.pause(sleeper);
  table.runFor(60_000);
  expect(
    drawRing(table)
      .split('\n')
      .filter((line) => line.includes('> 9')),
  ).toEqual([]);

  table.resume(sleeper);

  expect(settle(table)).toBeLessThanOrEqual(10_000);
  expect(living(table).flatMap((seat) => stateViolations(seat, table.now))).toEqual([]);
});
