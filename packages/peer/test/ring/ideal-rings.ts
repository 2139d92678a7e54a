// Rings that are ideal from the start, for tests that need more peers than would join in a moment.

import { drawIds, seatIdealRing } from '../../src/sim/index.ts';
import { TableTop, type TableOptions } from './table-top.ts';

/** So many peers anywhere in 16 bits. */
export function idealRing(peers: number, options: TableOptions): TableTop {
  const table = new TableTop({ bits: 16, ...options });
  seatIdealRing(table, drawIds(table.chance, peers, 2 ** 16));
  return table;
}
