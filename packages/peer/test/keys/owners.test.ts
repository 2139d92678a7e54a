import { expect, test } from 'vitest';
import { routingKey } from '../../src/keys/index.ts';
import type { OwnerRule } from '../../src/settings/index.ts';
import { seatIdealRing, Simulation } from '../../src/sim/index.ts';

const bits = 4;
const size = 2 ** bits;
const keys = Array.from({ length: size }, (_, key) => key);
/** Long enough for every walk through four peers. */
const walkMs = 200;

/** Every set of one to four ids, in order. */
function ringsUpTo(count: number, from = 0): number[][] {
  if (count === 0) return [];
  const firsts = keys.filter((id) => id >= from);
  return firsts.flatMap((id) => [[id], ...ringsUpTo(count - 1, id + 1).map((rest) => [id, ...rest])]);
}

/** Walks up from the key until somebody is met. */
function ownerByHand(ids: readonly number[], key: number, rule: OwnerRule): number {
  let at = rule === 'after' ? (key + 1) % size : key;
  while (!ids.includes(at)) at = (at + 1) % size;
  return at;
}

/** Who is found from each start for each position: the ring's own walks, message by message. */
function ownersFound(ids: readonly number[]): (start: number, position: number) => number | undefined {
  const simulation = new Simulation({ bits, routing: 'ring' });
  const [first, ...others] = ids;
  // Whoever is alone has to begin a ring.
  if (first !== undefined && others.length === 0) simulation.launch(first, { kind: 'create' });
  else seatIdealRing(simulation, ids);
  const tags = new Map<string, number>();
  for (const start of ids)
    for (const position of keys)
      tags.set(`${start} ${position}`, simulation.lookup(simulation.seat(start), position));
  simulation.runFor(walkMs);
  return (start, position) => {
    const outcome = simulation.outcomes.get(tags.get(`${start} ${position}`) ?? 0)?.outcome;
    return outcome?.kind === 'found' ? outcome.owner.id : undefined;
  };
}

test(`with ${bits} bits, every key of every ring of 1 to 4 peers is found at its owner from every start, in both owner modes`, () => {
  const rings = ringsUpTo(4);
  const wrong: string[] = [];
  for (const ids of rings) {
    const found = ownersFound(ids);
    const simulation = new Simulation({ bits });
    for (const rule of ['at-or-after', 'after'] satisfies OwnerRule[])
      for (const start of ids)
        for (const key of keys) {
          const position = routingKey(simulation.id(key), rule, simulation.options.space);
          const owner = found(start, position);
          if (owner !== ownerByHand(ids, key, rule))
            wrong.push(`ring ${ids.join(' ')}, ${rule}, key ${key} from ${start}: ${owner}`);
        }
  }

  expect(rings).toHaveLength(16 + 120 + 560 + 1_820);
  expect(wrong).toEqual([]);
}, 60_000);
