// What to make of the heads and files that are found at an opening. Pure: decides, does nothing.

import { isNewer } from '../keys/index.ts';
import type { Head } from './head.ts';

export interface Findings {
  /** Held and kept aside; of each name one at most is held. */
  readonly heads: readonly Head[];
  /** Ids of versions that go: staged ones, for nobody remembers their tokens, and what has lost its bytes or its place. */
  readonly drops: readonly number[];
  /** Files that no version needs: parks, and what a crash has left. */
  readonly surplus: readonly number[];
  /** How many versions have lost their files. */
  readonly lost: number;
}

export function sortOut(found: readonly Head[], files: ReadonlySet<number>): Findings {
  const committed = found.filter(({ state }) => state !== 'staged');
  const whole = committed.filter(({ file }) => file === undefined || files.has(file));
  const holders = newestHeld(whole);
  const heads = whole.filter((head) => head.state === 'aside' || holders.get(head.entry.name) === head);
  const kept = new Set(heads);
  const needed = new Set(heads.map(({ file }) => file));
  return {
    heads,
    drops: found.filter((head) => !kept.has(head)).map(({ id }) => id),
    surplus: [...files].filter((file) => !needed.has(file)),
    lost: committed.length - whole.length,
  };
}

/** One is all there is, unless a ruin has given back what had been replaced. */
function newestHeld(heads: readonly Head[]): ReadonlyMap<string, Head> {
  const holders = new Map<string, Head>();
  for (const head of heads) {
    const { name, version } = head.entry;
    if (head.state === 'held' && isNewer(version, holders.get(name)?.entry.version)) holders.set(name, head);
  }
  return holders;
}
