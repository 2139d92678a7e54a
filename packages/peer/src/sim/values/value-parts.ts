// What a ring with values is made of. A trap brings its own core or disk; no switch is left in those that ship.

import type { Chance } from '../chance.ts';
import type { Clock } from '../clock.ts';
import { Disk } from './disk.ts';
import { keeperCore, type KeeperCore } from './keeper-seat.ts';

export interface ValueParts {
  readonly core: KeeperCore;
  readonly Disk: new (clock: Pick<Clock, 'now' | 'at'>, chance: Chance) => Disk;
}

export const shippedParts: ValueParts = { core: keeperCore, Disk };

export interface ValueRingOptions extends Partial<ValueParts> {
  readonly replicas: number;
  /** Copies that nobody needs are dropped so soon. */
  readonly graceMs?: number;
  /** So far every second peer's clock is behind: those with even ids. */
  readonly skewMs?: number;
}
