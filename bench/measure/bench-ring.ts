// Rings to measure: real processes, on free ports, in a folder that goes with them.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRing, type Ring, type RingOptions, type StartOptions } from '@ringside/runner';

export interface BenchRing extends AsyncDisposable {
  readonly ring: Ring;
  /** For whatever belongs to it; the peers' own folders are in there, unless told otherwise. */
  readonly folder: string;
}

export async function startBenchRing(options: RingOptions & StartOptions): Promise<BenchRing> {
  const folder = await mkdtemp(join(tmpdir(), 'ringside-bench-'));
  const ring = await startRing({ folder, ...options });
  return {
    ring,
    folder,
    async [Symbol.asyncDispose]() {
      await ring[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
