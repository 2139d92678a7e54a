import { expect, test } from 'vitest';
import type { CallOutcome } from '../../../src/keys/index.ts';
import { isSameTerritory } from '../../../src/keys/ledger/territory.ts';
import { ringTerritory } from '../../../src/keys/keeping/owning/desire.ts';
import { addressOfId } from '../../../src/sim/seat.ts';
import { Simulation } from '../../../src/sim/index.ts';
import { ValueRing } from '../../../src/sim/values/value-ring.ts';
import { ValueTable } from './value-table.ts';

const ids = [4, 10, 15, 20, 28, 30, 40, 50, 55, 60];

/** First peers that are told of the next two, and will come up within so many ms of each other, in an order drawn from the seed. */
function beginning(seed: number, replicas: number, withinMs: number): ValueRing {
  const simulation = new Simulation({ seed, bits: 6, pingMs: 500, routing: 'shortcuts' });
  const ring = new ValueRing(simulation, { replicas });
  const contact = (id: number) => ({ id: simulation.id(id), epoch: 0, address: addressOfId(id) });
  for (const [place, id] of ids.entries())
    simulation.at(simulation.chance.below(withinMs + 1), () => {
      const seat = simulation.start(id);
      ring.attach(seat, true);
      const next = [1, 2].map((offset) => ids[(place + offset) % ids.length] ?? id);
      simulation.give(seat, { kind: 'init', succ: next.map(contact) });
    });
  return ring;
}

/** They have come up, and every owner has seen all its copies. */
function begun(seed: number, replicas: number, withinMs: number): ValueTable {
  const table = new ValueTable(beginning(seed, replicas, withinMs));
  table.run(withinMs + 1);
  table.settle();
  return table;
}

/** Each position belongs to one peer, which knows of nobody else who would act for it. */
function isParted(ring: ValueRing): boolean {
  return ring
    .living()
    .every(
      ({ state }) =>
        state.tenure !== undefined && isSameTerritory(state.tenure.territory, ringTerritory(state)),
    );
}

const beginnings = [1, 2, 3].flatMap((replicas) =>
  [0, 50, 2_000, 20_000].map((withinMs) => ({ replicas, withinMs })),
);

test.each(beginnings)(
  'what went with all its $replicas holders is not said to be absent, though the first peers came up within $withinMs ms',
  ({ replicas, withinMs }) => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const table = begun(seed, replicas, withinMs);
      const key = ids[seed % ids.length] ?? 0;
      const [first = 0] = ids;
      expect(table.store(first, `k${key}`, 'gone soon').kind, `seed ${seed}`).toBe('stored');
      for (const holder of table.holders(`k${key}`)) table.loseForGood(holder);
      const [left = 0] = table.ring.living().map(({ seat }) => seat.self.id);

      expect(table.request(left, `k${key}`).outcome, `seed ${seed}`).toMatchObject({ code: 'unavailable' });
    }
  },
);

test('soon after the first peers came up one by one, nobody acts for what the ring gives to others, and everybody is sure', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const { ring, simulation } = begun(seed, 3, 20_000);
    expect(
      simulation.runUntil(() => isParted(ring), 10_000),
      `seed ${seed}`,
    ).toBeLessThan(10_000);
    expect(
      ring.living().every(({ state }) => state.tenure?.isSure === true),
      `seed ${seed}`,
    ).toBe(true);
  }
});

test.each([50, 500, 2_000])(
  'while the first peers come up within %i ms, no store is acknowledged with fewer copies than the ring offers',
  (withinMs) => {
    let count = 0;
    for (let seed = 1; seed <= 8; seed += 1) {
      const table = new ValueTable(beginning(seed, 3, withinMs));
      const { ring, simulation } = table;
      const chance = simulation.chance.branch();
      const onEnd = (outcome: CallOutcome): void => {
        if (outcome.kind !== 'stored') return;
        count += 1;
        expect(outcome.holders, `seed ${seed}, at ${simulation.now} ms`).toHaveLength(outcome.wanted);
      };
      for (let ms = 0; ms < withinMs + 500; ms += 10)
        simulation.at(ms, () => {
          const asked = chance.pick(ring.living())?.seat.self.id;
          if (asked !== undefined) table.bring(asked, `k${chance.pick(ids)}`, `value ${ms}`, onEnd);
        });
      table.run(withinMs + 30_000);
    }
    expect(count).toBeGreaterThan(300);
  },
);
