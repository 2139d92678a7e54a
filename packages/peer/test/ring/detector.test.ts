import { expect, test } from 'vitest';
import { drawRing, isIdeal } from '../../src/sim/index.ts';
import { settle, settledRing, whoSaid } from './joining.ts';

const lab = [2, 4, 5, 8, 9, 14, 19];

/** How long after the crash of peer 9 each of `judges` that watches it judged it dead. */
function verdictTimes(
  how: 'killed' | 'silent',
  seed: number,
  pingMs = 3_000,
  judges: readonly number[] = lab,
): readonly number[] {
  const table = settledRing(lab, { seed, pingMs });
  table.runFor(10_000 + seed * 137);
  const crashedAt = table.now;
  table.crash(table.seat(9), how);
  table.runFor(20_000);
  return table.notices
    .filter(({ peer, notice }) => notice.event === 'died' && judges.includes(peer))
    .map(({ at }) => at - crashedAt);
}

test('a killed peer is found dead by both neighbours within a second', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const times = verdictTimes('killed', seed, 3_000, [8, 14]);
    expect(times.length).toBe(2);
    expect(Math.max(...times), `seed ${seed}`).toBeLessThanOrEqual(1_000);
    expect(Math.min(...times), `seed ${seed}`).toBeGreaterThanOrEqual(300);
  }
});

test('a silent peer is found dead within 6 s by everybody who watches it, and within 4.5 s on the average by the first', () => {
  const firsts: number[] = [];
  for (let seed = 1; seed <= 40; seed += 1) {
    const times = verdictTimes('silent', seed);
    expect(Math.max(...times), `seed ${seed}`).toBeLessThanOrEqual(6_000);
    firsts.push(Math.min(...times));
  }
  expect(firsts.reduce((sum, ms) => sum + ms, 0) / firsts.length).toBeLessThanOrEqual(4_500);
});

test('at the shortest interval a silent peer is found dead within a second', () => {
  for (let seed = 1; seed <= 10; seed += 1) {
    expect(Math.max(...verdictTimes('silent', seed, 200)), `seed ${seed}`).toBeLessThanOrEqual(1_000);
  }
});

test('a dead peer is asked a few dozen times, not hundreds: its silence is no loss of the network', () => {
  const table = settledRing([2, 9]);
  table.crash(table.seat(9), 'silent');
  let asked = 0;
  table.afterStep = (_seat, _before, _input, effects) => {
    asked += effects.filter((effect) => effect.kind === 'send' && effect.message.kind === 'ping').length;
  };

  table.runFor(10_000);

  expect(whoSaid(table, 'died')).toEqual([2]);
  expect(asked).toBeLessThanOrEqual(40);
});

test('a peer stopped for less than 2.5 s is never declared dead', () => {
  for (let seed = 1; seed <= 15; seed += 1) {
    const table = settledRing(lab, { seed });
    for (const pauseMs of [300, 1_000, 2_000, 2_499]) {
      table.runFor(2_000 + 211 * seed);
      const sleeper = table.seat(9);
      table.pause(sleeper);
      table.runFor(pauseMs);
      table.resume(sleeper);
    }
    table.runFor(10_000);

    expect(whoSaid(table, 'died'), `seed ${seed}`).toEqual([]);
    expect(isIdeal(table), drawRing(table)).toBe(true);
  }
});

test('a peer that slept for a minute declares nobody dead, whatever it was doing', () => {
  for (let seed = 1; seed <= 15; seed += 1) {
    const table = settledRing([2, 9, 14], { seed });
    table.runFor(2_000 + 211 * seed);
    const sleeper = table.seat(9);
    table.pause(sleeper);
    table.runFor(60_000);

    table.resume(sleeper);
    table.runFor(30_000);

    expect(whoSaid(table, 'died'), `seed ${seed}`).not.toContain(9);
    expect(isIdeal(table), drawRing(table)).toBe(true);
  }
});

test('when all sleep for a minute, as in a suspended laptop, nobody is declared dead', () => {
  const table = settledRing(lab);
  for (const seat of table.seats) table.pause(seat);
  table.runFor(60_000);

  for (const seat of table.seats) table.resume(seat);
  table.runFor(30_000);

  expect(whoSaid(table, 'died')).toEqual([]);
  expect(isIdeal(table), drawRing(table)).toBe(true);
});

test('30 % loss each way for ten minutes brings no false verdict', () => {
  for (const seed of [1, 2, 3]) {
    const table = settledRing([10, 20, 30, 40, 50, 60, 70, 80], { seed, loss: 0.3 });

    table.runFor(600_000);

    expect(whoSaid(table, 'died'), `seed ${seed}`).toEqual([]);
    expect(isIdeal(table), drawRing(table)).toBe(true);
  }
});

test('a crash among 30 % loss is still found out and healed, and nobody else is held dead', () => {
  for (const how of ['killed', 'silent'] as const) {
    for (let seed = 1; seed <= 10; seed += 1) {
      const table = settledRing(lab, { seed, loss: 0.3 });
      table.runFor(60_000);
      table.crash(table.seat(9), how);

      expect(settle(table), `seed ${seed}, ${how}`).toBeLessThanOrEqual(20_000);
      const dead = table.notices.map(({ notice }) => (notice.event === 'died' ? notice.peer : 9));
      expect(new Set(dead), `seed ${seed}, ${how}`).toEqual(new Set([9]));
    }
  }
});

test('peers that have settled are woken a few times a second at most', () => {
  const table = settledRing(lab);
  let ticks = 0;
  table.runFor(10_000);
  table.afterStep = (_seat, _before, input) => {
    if (input.kind === 'tick') ticks += 1;
  };

  table.runFor(60_000);

  expect(ticks).toBeLessThanOrEqual(lab.length * 60 * 3);
});
