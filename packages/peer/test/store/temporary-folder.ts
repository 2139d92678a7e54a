// A folder of a test's own, gone with the test.

import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export async function temporaryFolder(): Promise<string> {
  const made = await mkdtempDisposable(join(tmpdir(), 'ringside-store-'));
  onTestFinished(() => made.remove());
  return made.path;
}
