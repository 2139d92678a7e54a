// The head of a version: all that is kept of it beside its bytes, as one line of text that carries a checksum of its own. The line
// can be found and believed wherever it stands, also in a database that is a ruin.

import { hash } from 'node:crypto';
import type { Entry } from '../keys/index.ts';

/** A version goes through these in this order, and never back. */
export type HeadState = 'staged' | 'held' | 'aside';

export interface Head {
  /** Of this version, in this folder. Never used again. */
  readonly id: number;
  readonly state: HeadState;
  /** The file that holds the bytes. Without one they stand in the database, under `id`. */
  readonly file?: number;
  readonly entry: Entry;
}

/** What every line begins with, and nothing else in a database should. */
export const headMark = 'ringhead1 ';
const checksumLength = 16;
const jsonAt = headMark.length + checksumLength + 1;

/** The line, with its end. JSON writes line breaks within names as `\n`, so there is one only at the end. */
export function headLine(head: Head): string {
  const json = JSON.stringify(head);
  return `${headMark}${checksum(json)} ${json}\n`;
}

/** The head of a line that was checked before. */
export function headOf(line: string): Head {
  const head: Head = JSON.parse(line.slice(jsonAt));
  return head;
}

/** Undefined: not one that `headLine` has written. */
export function checkedHeadOf(line: unknown): Head | undefined {
  if (typeof line !== 'string' || !line.startsWith(headMark) || !line.endsWith('\n')) return undefined;
  const isWhole = line.slice(headMark.length, jsonAt - 1) === checksum(line.slice(jsonAt, -1));
  return isWhole ? headOf(line) : undefined;
}

function checksum(json: string): string {
  return hash('sha256', json, 'hex').slice(0, checksumLength);
}
