// The keeper in a seat of a simulated ring: its core's state, and the disk that outlives it.

import { initialKeeper, keep, keeperWakeAt, type KeeperInput, type KeeperState } from '../../keys/index.ts';
import type { Seat } from '../seat.ts';
import type { Disk } from './disk.ts';

/** How the keeper's core is made and stepped: the one that ships, or a variant with a mistake in it. */
export interface KeeperCore {
  readonly initialKeeper: typeof initialKeeper;
  readonly keep: typeof keep;
  readonly keeperWakeAt: typeof keeperWakeAt;
}

export const keeperCore: KeeperCore = { initialKeeper, keep, keeperWakeAt };

export interface KeeperSeat {
  readonly seat: Seat;
  readonly disk: Disk;
  state: KeeperState;
  wakeAt: number;
  tickAt: number;
  /** What came while its process was stopped. */
  held: KeeperInput[];
}
