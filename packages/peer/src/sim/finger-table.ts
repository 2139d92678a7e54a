// Finger tables computed and not asked for: what the protocol would find in a ring that nobody joins or leaves.

import { clockwise, owns, toIdentifier, type Identifier, type IdentifierSpace } from '../ring/index.ts';

/** `ids` in ring order, at least one. The place of the peer that owns the key. */
export function ownerPlace(space: IdentifierSpace, ids: ArrayLike<number>, key: Identifier): number {
  const origin = idAt(space, ids, 0);
  const wanted = clockwise(space, origin, key);
  let [least, most] = [0, ids.length];
  while (least < most) {
    const middle = Math.floor((least + most) / 2);
    if (clockwise(space, origin, idAt(space, ids, middle)) < wanted) least = middle + 1;
    else most = middle;
  }
  return least % ids.length;
}

/** For each finger that the successor list does not cover: its index, and the place of the owner of its start. */
export function trueFingers(
  space: IdentifierSpace,
  ids: ArrayLike<number>,
  place: number,
  successorsMax: number,
): { readonly index: number; readonly place: number }[] {
  if (ids.length <= successorsMax) return [];
  const self = idAt(space, ids, place);
  const last = idAt(space, ids, (place + successorsMax) % ids.length);
  const fingers: { index: number; place: number }[] = [];
  for (let index = space.bits - 1; index >= 0; index -= 1) {
    const start = toIdentifier(space, self + 2 ** index);
    if (owns(space, self, last, start)) break;
    const owner = ownerPlace(space, ids, start);
    if (owner !== place) fingers.push({ index, place: owner });
  }
  return fingers.toReversed();
}

export function idAt(space: IdentifierSpace, ids: ArrayLike<number>, place: number): Identifier {
  return toIdentifier(space, ids[place] ?? 0);
}
