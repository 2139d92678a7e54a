// Peers as an observer hears them, from their successor lists alone.

import type { Observation } from '@ringside/peer/survey';
import { contact, observed, status } from '@ringside/peer/test/ring-of';

type Lists = Readonly<Record<number, readonly number[]>>;

export function observationsOf(lists: Lists): readonly Observation[] {
  return Object.entries(lists).map(([id, succ]) => {
    const pred = predecessors(lists, Number(id)).map((each) => contact(each));
    return observed(status(Number(id), { pred, succ: succ.map((each) => contact(each)), successorsMax: 2 }));
  });
}

/** Whoever has it as its nearest, and whoever has that one. */
function predecessors(lists: Lists, id: number): readonly number[] {
  const before = (of: number | undefined): number | undefined =>
    Object.keys(lists)
      .map(Number)
      .find((other) => lists[other]?.[0] === of);
  const first = before(id);
  return [first, before(first)].filter((each) => each !== undefined).filter((each) => each !== id);
}
