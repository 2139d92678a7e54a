// Few ordeals, few hours: the study itself is `pnpm study detector`.

import { expect, test } from 'vitest';
import { drawIds, seatIdealRing, Simulation } from '../../../src/sim/index.ts';
import { detector } from '../../../src/sim/studies/detector.ts';
import { suffer } from '../../../src/sim/studies/ordeals.ts';
import { conduct } from '../../../src/sim/studies/study.ts';
import { VerdictLog } from '../../../src/sim/studies/verdict-log.ts';

test('the detector keeps its times, and holds nobody dead who lives', { timeout: 60_000 }, () => {
  const { figures } = conduct(detector, { ordeals: 20, hours: 30 });

  expect(figures.filter((figure) => figure.isHeld === false)).toEqual([]);
});

test('the same seed is the same ordeal', () => {
  expect(suffer({ kind: 'silence', seed: 7 })).toEqual(suffer({ kind: 'silence', seed: 7 }));
});

test('a verdict on a peer that was only stopped is a false one, by pings', () => {
  const simulation = new Simulation({ bits: 16 });
  seatIdealRing(simulation, [10, 20, 30, 40]);
  const log = new VerdictLog(simulation);

  simulation.pause(simulation.seat(20));
  simulation.runFor(8_000);

  expect(log.verdicts.length).toBeGreaterThan(0);
  expect(log.verdicts.every(({ on, isFalse }) => on === 20 && isFalse)).toBe(true);
  expect(log.count('pings')).toBe(log.verdicts.length);
});

test('a verdict on a crashed peer is a true one', () => {
  const simulation = new Simulation({ bits: 16 });
  seatIdealRing(simulation, drawIds(simulation.chance, 6, 2 ** 16));
  const log = new VerdictLog(simulation);
  const [victim] = simulation.seats;
  if (victim !== undefined) simulation.crash(victim, 'killed');

  simulation.runFor(8_000);

  expect(log.verdicts.map(({ on, isFalse }) => [on, isFalse])).toContainEqual([victim?.self.id, false]);
  expect(log.count('pings') + log.count('question')).toBe(0);
});
