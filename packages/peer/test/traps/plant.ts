// Sets a trap: a copy of the core with one change, loaded beside the one that ships. No switch is left in the core, so nobody can leave one on.

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Core } from '../../src/sim/index.ts';
import type { Change, Trap } from './trap.ts';

const ring = join(import.meta.dirname, '../../src/ring');
const field = join(import.meta.dirname, '../../../../.ringside/traps');

/** The core with that mistake. Throws when the place where it is made is not found, or twice: the trap would be none. */
export async function plant({ name, changes }: Pick<Trap, 'name' | 'changes'>): Promise<Core> {
  mkdirSync(field, { recursive: true });
  const folder = mkdtempSync(join(field, 'core-'));
  try {
    cpSync(ring, join(folder, 'ring'), { recursive: true });
    for (const change of changes) apply(join(folder, 'ring', change.file), name, change);
    const core: Core = await import(pathToFileURL(join(folder, 'ring/index.ts')).href);
    return core;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function apply(path: string, name: string, { file, before, after }: Change): void {
  const pieces = readFileSync(path, 'utf8').split(before);
  const found = pieces.length - 1;
  if (found !== 1) throw new Error(`${name}: found ${found} times in ${file}, not once: ${before}`);
  writeFileSync(path, pieces.join(after));
}
