// The files of a run, drawn from one seed: sizes that are as often small as large, bytes that anybody can make again. Nothing is read here.

import { createCipheriv, createHash } from 'node:crypto';
import { Chance } from '@ringside/peer/sim';

export interface DrawnFile {
  readonly name: string;
  /** Another version of the same name has another turn. */
  readonly turn: number;
  readonly bytes: number;
}

const bytesMax = 10_000_000;
/** So many of a hundred are new versions of a name that is there. */
const againShare = 0.1;
const chunkBytes = 65_536;

/** Log-uniform: as many between 1 and 10 bytes as between 1 and 10 MB. */
export function drawFiles(seed: number, count: number): DrawnFile[] {
  const chance = new Chance(seed);
  const turns = new Map<string, number>();
  const files: DrawnFile[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const known = [...turns.keys()];
    const again = chance.happens(againShare) ? chance.pick(known) : undefined;
    const name = again ?? `file-${String(known.length + 1).padStart(4, '0')}`;
    const turn = (turns.get(name) ?? 0) + 1;
    turns.set(name, turn);
    files.push({ name, turn, bytes: Math.round(bytesMax ** chance.next()) });
  }
  return files;
}

/** The bytes of a file: a stream cipher over zeros, keyed by name and turn. */
export function* bytesOf({ name, turn, bytes }: DrawnFile): Iterable<Uint8Array> {
  const key = createHash('sha256').update(`${name} ${turn}`).digest();
  const cipher = createCipheriv('aes-256-ctr', key, key.subarray(0, 16));
  for (let left = bytes; left > 0; left -= chunkBytes)
    yield cipher.update(new Uint8Array(Math.min(left, chunkBytes)));
}

/** In hexadecimal. */
export function sha256Of(file: DrawnFile): string {
  const hash = createHash('sha256');
  for (const chunk of bytesOf(file)) hash.update(chunk);
  return hash.digest('hex');
}
