// A version on its way in: checked as far as can be without waiting, before anything is written.

import type { Entry } from '../keys/index.ts';
import { nameTrouble, quoteName } from '../keys/placement/name-limits.ts';
import type { Admission } from './admission.ts';
import { checkWholeSize } from './content.ts';
import type { Head, HeadState } from './head.ts';
import type { Change } from './medium.ts';
import type { FinishedPark, Parks } from './parks.ts';
import { StoreError } from './store-error.ts';
import { checkWhole, wrongSha256, wrongSize } from './tally.ts';
import type { Source } from './value-store.ts';

export interface Draft {
  readonly head: Head;
  /** Its own copy: the caller may use its buffer again. */
  readonly bytes?: Uint8Array | undefined;
  readonly park?: FinishedPark | undefined;
}

export interface DraftDoor {
  readonly admission: Admission;
  readonly parks: Parks;
  readonly nextId: () => number;
}

/** Throws StoreError when the entry cannot be kept, or the source does not hold the bytes that the entry speaks of. */
export function draftOf(state: HeadState, entry: Entry, source: Source, door: DraftDoor): Draft {
  const { name, bytes, sha256 } = entry;
  const what = quoteName(name);
  const trouble = nameTrouble(name);
  if (trouble !== undefined) throw new StoreError('bad-name', trouble);
  door.admission.checkSize(bytes, what);
  if ('bytes' in source) {
    checkWholeSize(source.bytes.length);
    checkWhole(what, source.bytes, entry);
    return { head: { id: door.nextId(), state, entry }, bytes: new Uint8Array(source.bytes) };
  }
  const park = door.parks.finished(source.parked);
  if (park === undefined) {
    const message = `no bytes are parked under ${quoteName(source.parked)}; park those of ${what} first`;
    throw new StoreError('unknown-park', message);
  }
  if (park.bytes !== bytes) throw wrongSize(what, bytes, `${park.bytes}`);
  if (park.sha256 !== sha256) throw wrongSha256(what);
  return { head: { id: door.nextId(), state, file: park.file, entry }, park };
}

/** The write that makes it durable. */
export function putOf({ head, bytes }: Draft): Change {
  return bytes === undefined ? { put: head } : { put: head, bytes };
}
