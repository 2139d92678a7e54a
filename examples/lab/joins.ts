// The lab's criterion for a join, tried on every small ring there is: with which modulus does it find the right place?

import { clockwise } from './circle.ts';

const smallBits = 4;
const peersMax = 4;

export interface Tally {
  readonly joins: number;
  readonly wrong: number;
  /** In how many of the wrong ones somebody stands at the first place and somebody at the last, the newcomer counted. */
  readonly atBothEnds: number;
}

/** Every ring of 1 to 4 peers on a circle of 16 places, every newcomer, through every member. */
export function tryAllJoins(modulus: number): Tally {
  let [joins, wrong, atBothEnds] = [0, 0, 0];
  for (const ring of rings(2 ** smallBits, peersMax)) {
    for (let newcomer = 0; newcomer < 2 ** smallBits; newcomer += 1) {
      if (ring.includes(newcomer)) continue;
      for (const known of ring) {
        joins += 1;
        if (predecessorFound(ring, known, newcomer, modulus) === truePredecessor(ring, newcomer)) continue;
        wrong += 1;
        const all = [...ring, newcomer];
        if (all.includes(0) && all.includes(2 ** smallBits - 1)) atBothEnds += 1;
      }
    }
  }
  return { joins, wrong, atBothEnds };
}

/** As the slide says: forward to the successor while it is nearer to the newcomer than we are. Undefined: for ever. */
function predecessorFound(
  ring: readonly number[],
  known: number,
  newcomer: number,
  modulus: number,
): number | undefined {
  let at = ring.indexOf(known);
  for (let hops = 0; hops <= 2 * ring.length; hops += 1) {
    const here = ring[at] ?? 0;
    const next = ring[(at + 1) % ring.length] ?? 0;
    if (clockwise(here, newcomer, modulus) <= clockwise(next, newcomer, modulus)) return here;
    at = (at + 1) % ring.length;
  }
  return undefined;
}

/** The last of the sorted ids before the newcomer; before the first of them comes the last. */
function truePredecessor(ring: readonly number[], newcomer: number): number | undefined {
  return ring.findLast((id) => id < newcomer) ?? ring.at(-1);
}

/** Sorted, each once. */
function* rings(places: number, peers: number, from = 0): Generator<readonly number[]> {
  for (let id = from; id < places; id += 1) {
    yield [id];
    if (peers > 1) for (const others of rings(places, peers - 1, id + 1)) yield [id, ...others];
  }
}
