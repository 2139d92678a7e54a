// Sets a trap: a copy of a core with one change, loaded beside the one that ships. No switch is left in the core, so nobody can leave one on.

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Core, KeeperCore, ValueParts } from '../../src/sim/index.ts';
import type { Change } from './trap.ts';

const source = join(import.meta.dirname, '../../src');
const field = join(import.meta.dirname, '../../../../.ringside/traps');
const disk = 'sim/values/disk.ts';

export interface Mistake {
  readonly name: string;
  readonly changes: readonly Change[];
}

/** The ring's core with that mistake; files are named from `ring/`. Throws when the place where it is made is not found, or twice: the trap would be none. */
export async function plant({ name, changes }: Mistake): Promise<Core> {
  const moved = changes.map((change) => ({ ...change, file: `ring/${change.file}` }));
  return await changed({ name, changes: moved }, ['ring'], async (folder) => {
    const core: Core = await import(urlOf(folder, 'ring/index.ts'));
    return core;
  });
}

/** The keeper of values and the simulated disk with that mistake; files are named from `src/`. */
export async function plantInKeeping(mistake: Mistake): Promise<ValueParts> {
  return await changed(mistake, ['ring', 'keys', disk], async (folder) => {
    const core: KeeperCore = await import(urlOf(folder, 'keys/index.ts'));
    const { Disk }: Pick<ValueParts, 'Disk'> = await import(urlOf(folder, disk));
    return { core, Disk };
  });
}

function urlOf(folder: string, file: string): string {
  return pathToFileURL(join(folder, file)).href;
}

async function changed<Loaded>(
  { name, changes }: Mistake,
  parts: readonly string[],
  load: (folder: string) => Promise<Loaded>,
): Promise<Loaded> {
  mkdirSync(field, { recursive: true });
  const folder = mkdtempSync(join(field, 'core-'));
  try {
    for (const part of parts) cpSync(join(source, part), join(folder, part), { recursive: true });
    for (const change of changes) apply(join(folder, change.file), name, change);
    return await load(folder);
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
