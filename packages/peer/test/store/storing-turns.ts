// What storing-process.ts does under a name at its n-th turn, drawn from a seed, so that a test can say what must be there.

import { hash } from 'node:crypto';

export interface Turn {
  readonly name: string;
  readonly at: number;
  readonly act: 'commit' | 'keep' | 'drop' | 'stage' | 'park' | 'begin' | 'remove';
  readonly bytes: Buffer;
}

const acts = ['commit', 'commit', 'commit', 'keep', 'drop', 'stage', 'park', 'begin', 'remove'] as const;

export function turnOf(seed: number, name: string, at: number): Turn {
  const drawn = Buffer.from(hash('sha256', `${seed} ${name} ${at}`, 'hex'), 'hex');
  const act = acts[drawn.readUInt16BE(0) % acts.length] ?? 'commit';
  // One in eight is too large to be given whole.
  const isLarge = drawn.readUInt8(2) < 32;
  const size = isLarge ? 70_000 + drawn.readUInt16BE(3) : drawn.readUInt16BE(3) % 5_000;
  return { name, at, act, bytes: Buffer.alloc(size, drawn) };
}

/** The version that is held under the name after so many turns: its turn, or undefined when there is none. */
export function heldAfter(
  seed: number,
  name: string,
  before: number | undefined,
  at: number,
): number | undefined {
  const { act } = turnOf(seed, name, at);
  if (act === 'commit' || act === 'keep') return at;
  return act === 'remove' ? undefined : before;
}
