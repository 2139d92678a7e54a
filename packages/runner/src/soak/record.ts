// `.ringside/soak.json`, for a measurement `soak-kills.json` or `soak-pauses.json`: everything that was found, for a later look. Written
// beside and renamed, so that nobody reads half of it.

import { mkdir, rename, writeFile } from 'node:fs/promises';
import { cpus, loadavg, release } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { EXIT, ProgramError } from '@ringside/peer/settings';
import type { Measure } from './flags.ts';

const folder = '.ringside';

/** Returns the path. */
export async function writeRecord(kind: 'soak' | Measure, isHeld: boolean, result: object): Promise<string> {
  const path = join(folder, kind === 'soak' ? 'soak.json' : `soak-${kind}.json`);
  const machine = {
    cores: cpus().length,
    processor: cpus()[0]?.model ?? '',
    system: `${process.platform} ${release()}`,
    runtime: `Node.js ${process.version}`,
    load: loadavg(),
  };
  const content = { v: 1, kind, at: new Date().toISOString(), machine, isHeld, ...result };
  const beside = `${path}.${process.pid}`;
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(beside, `${JSON.stringify(content)}\n`);
    await rename(beside, path);
    return path;
  } catch (cause) {
    throw new ProgramError(EXIT.cannotWrite, `cannot write ${path}; run it in a folder of your own.`, {
      cause,
    });
  }
}
