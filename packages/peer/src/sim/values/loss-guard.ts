// What may be taken away: the promise is that a value is there as long as one of those who are said to hold it is.

import { holdsKey, isNewer, knowledgeOf, stampOf, type Entry, type Stamp } from '../../keys/index.ts';
import { takesPart, type Address } from '../../ring/index.ts';
import type { ValueRing } from './value-ring.ts';
import type { KeeperSeat } from './keeper-seat.ts';

/** Is there a whole copy at somebody else on whom an owner counts? A copy left over anywhere may be dropped any day. */
export function isSafeElsewhere(ring: ValueRing, address: Address, name: string): boolean {
  return ring.living().some((keeper) => {
    const value = keeper.seat.self.address === address ? undefined : keeper.disk.values.get(name);
    return value !== undefined && !value.isRotten && isHolder(keeper, value.entry);
  });
}

function isHolder({ state }: KeeperSeat, { key }: Entry): boolean {
  const isOwner = state.tenure !== undefined && holdsKey(state.tenure.territory, key);
  return isOwner || knowledgeOf(state.charter, key).isHolder;
}

/** Is anything acknowledged at nobody who takes part in the ring? Nobody knows of damage that has not been read yet: it may count as a copy. */
export function isAnyGone(
  ring: ValueRing,
  acknowledged: ReadonlyMap<string, Stamp>,
  { doesDamageCount }: { readonly doesDamageCount: boolean },
): boolean {
  // Whoever is on its way out does not come back for anything.
  const taking = ring
    .living()
    .filter(({ seat: { state } }) => takesPart(state.phase) && state.phase !== 'leaving');
  return [...acknowledged].some(
    ([name, stamp]) =>
      !taking.some(({ disk }) => {
        const value = disk.values.get(name);
        if (value === undefined || (value.isRotten && !doesDamageCount)) return false;
        return !isNewer(stamp, stampOf(value.entry));
      }),
  );
}
