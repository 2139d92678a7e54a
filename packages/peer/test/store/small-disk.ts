// A disk of its own for a test, so small that it can be filled. Only root may make one, and not everywhere.

import { execFileSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface SmallDisk {
  readonly folder: string;
  /** Somebody else takes all room that is left, but for so many bytes. */
  fill(exceptBytes?: number): void;
  /** That is given back. */
  empty(): void;
}

/** Why there cannot be one here, or undefined when there can. */
export function smallDiskTrouble(): string | undefined {
  try {
    const folder = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim();
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
      execFileSync('umount', [folder]);
      return undefined;
    } finally {
      rmSync(folder, { recursive: true });
    }
  } catch {
    return 'this test needs a disk that it may fill, and tmpfs cannot be mounted here: run it as root on Linux';
  }
}

export async function smallDisk(megabytes: number): Promise<SmallDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'ringside-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  onTestFinished(() => {
    execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true });
  });
  const filler = join(folder, 'filler');
  return {
    folder,
    fill(exceptBytes = 0) {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - exceptBytes), 1));
    },
    empty() {
      rmSync(filler, { force: true });
    },
  };
}
