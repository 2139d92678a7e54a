// What is known of a stored value without its bytes.

import type { Identifier } from '../../ring/space.ts';
import type { Stamp, Version } from './version.ts';

/** A request to store that was obeyed: when it comes again it is answered, not obeyed twice. */
export interface Receipt {
  readonly request: string;
  readonly stamp: Stamp;
}

export interface Entry {
  readonly name: string;
  /** The position whose first peer at or after it keeps the value. */
  readonly key: Identifier;
  readonly version: Version;
  readonly bytes: number;
  /** Of the value, in hexadecimal. */
  readonly sha256: string;
  /** Requests that stored under this name lately, this version's own included. */
  readonly receipts: readonly Receipt[];
}

/** A request may be repeated for so long. */
const receiptMs = 600_000;
/** More than that would make each store of a name that many store at once slow; a request that is repeated after so many others may be obeyed twice. */
const receiptsMax = 64;

/** The receipts of a new version: those before it that still count, and its own. */
export function nextReceipts(former: Entry | undefined, own: Receipt): readonly Receipt[] {
  const fresh = (former?.receipts ?? []).filter(({ stamp }) => own.stamp.at - stamp.at < receiptMs);
  return [...fresh, own].slice(-receiptsMax);
}

export function stampOf({ version: { at, by, life } }: Entry): Stamp {
  return { at, by, life };
}
