// The names under which the host keeps bytes that are not a value yet.

import { stampOf, type Entry, type Stamp } from '../../ledger/index.ts';

/** One version of one name. */
export function slotOf(entry: Entry): string {
  return slotOfStamp(entry.name, stampOf(entry));
}

export function slotOfStamp(name: string, { at, by, life }: Stamp): string {
  return `${at}.${by}.${life}:${name}`;
}
