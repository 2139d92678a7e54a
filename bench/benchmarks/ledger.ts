// What it costs a peer to keep a ledger of a million values in order: each of them is put into it, and each comparison with another peer asks for fingerprints of it.

import { arcOf, Ledger, type Entry } from '@ringside/peer/keys';
import { Simulation } from '@ringside/peer/sim';
import type { Benchmark } from '../benchmark.ts';

const simulation = new Simulation({ bits: 52 });
const circle = arcOf(simulation.options.space, simulation.id(0), simulation.id(0));

export const ledger: Benchmark = {
  name: 'ledger',
  asks: 'What do a put and a fingerprint cost in a ledger of 1,000,000 values, beside sorting their keys once?',
  async run(notebook, { isQuick }) {
    const count = isQuick ? 50_000 : 1_000_000;
    const entries = Array.from({ length: count }, (_, nth) => entryOf(nth, 1));
    const sortMs = timed(3, () => entries.toSorted((a, b) => a.key - b.key));
    notebook.record({ what: 'sorting all keys once', unit: 'ms', samples: sortMs });
    const held = new Ledger(entries);
    const turns = isQuick ? 200 : 2_000;
    const newer = (turn: number): Entry => entryOf(Math.imul(turn, 7_919) % count, 2 + turn);
    const figures = {
      'put of a newer version': timed(turns, (turn) => held.put(newer(turn))),
      'fingerprint of everything': timed(turns, () => held.print(circle, null, null)),
      'put and fingerprint of everything': timed(turns, (turn) => {
        held.put(newer(turn));
        held.print(circle, null, null);
      }),
    };
    const [fastestSort = Infinity] = sortMs.toSorted((a, b) => a - b);
    for (const [what, samples] of Object.entries(figures)) {
      notebook.record({ what, unit: 'us', samples: samples.map((ms) => 1_000 * ms) });
      const medianMs = samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? NaN;
      notebook.record({
        what: `sorting all once, beside a ${what}`,
        unit: 'ratio',
        samples: [fastestSort / medianMs],
      });
    }
  },
};

function entryOf(nth: number, at: number): Entry {
  const key = simulation.id((Math.abs(Math.imul(nth, 0x9e3779b1)) % 2 ** 26) * 2 ** 26 + nth);
  const version = { at, by: key, life: 1, knew: [] };
  return { name: `name-${nth}`, key, version, bytes: 100, sha256: '', receipts: [] };
}

function timed(turns: number, work: (turn: number) => void): readonly number[] {
  return Array.from({ length: turns }, (_, turn) => {
    const startedAt = performance.now();
    work(turn);
    return performance.now() - startedAt;
  });
}
