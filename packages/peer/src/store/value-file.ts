// What stands at the head of a value's file. One file holds all that belongs to a value, so that one rename stores it and no crash
// can part a value from its name. Nothing in it is believed unchecked: the name hashes to the file's name, the size is the file's,
// the SHA-256 is the content's.

import { createHash } from 'node:crypto';

export interface ValueHead {
  readonly name: string;
  readonly size: number;
  readonly sha256: Uint8Array;
}

const mark = Buffer.from('ringval1');
const sha256At = mark.length;
const sizeAt = sha256At + 32;
const nameLengthAt = sizeAt + 8;
const nameAt = nameLengthAt + 2;

/** Enough bytes from a file's start to hold any head. */
export const headBytesMax: number = nameAt + 255;

/** The name of the file that keeps `name`. User names never become paths. */
export function fileNameOf(name: string): string {
  return createHash('sha256').update(name, 'utf8').digest('hex');
}

/** Could `fileNameOf` have made this? Anything else in the folder is not ours. */
export function isValueFileName(fileName: string): boolean {
  return /^[0-9a-f]{64}$/.test(fileName);
}

/** Where the value's own bytes begin. */
export function headBytes(name: string): number {
  return nameAt + Buffer.byteLength(name, 'utf8');
}

export function encodeHead({ name, size, sha256 }: ValueHead): Uint8Array {
  const head = Buffer.alloc(headBytes(name));
  head.set(mark);
  head.set(sha256, sha256At);
  head.writeBigUInt64BE(BigInt(size), sizeAt);
  head.writeUInt16BE(head.length - nameAt, nameLengthAt);
  head.write(name, nameAt, 'utf8');
  return head;
}

/** The head at the start of these bytes, or undefined when there is none that fits `fileName`. */
export function decodeHead(start: Buffer, fileName: string): ValueHead | undefined {
  if (start.length < nameAt || !start.subarray(0, mark.length).equals(mark)) return undefined;
  const nameEnd = nameAt + start.readUInt16BE(nameLengthAt);
  if (nameEnd > start.length) return undefined;
  const name = start.toString('utf8', nameAt, nameEnd);
  if (fileNameOf(name) !== fileName) return undefined;
  const size = Number(start.readBigUInt64BE(sizeAt));
  return { name, size, sha256: new Uint8Array(start.subarray(sha256At, sizeAt)) };
}
