// `pnpm smoke`: are the packages right when they are packed? Builds, packs and installs the three into an empty folder, then uses
// them as a stranger would. Exit code 1 and the reason when a claim does not hold.

import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { checks } from './smoke/checks.ts';
import { installPacked } from './smoke/install.ts';

await using folder = await mkdtempDisposable(join(tmpdir(), 'ringside-smoke-'));
const installed = await installPacked(folder.path, (line) => process.stdout.write(`  ${line}\n`));

for (const [claim, check] of Object.entries(checks)) {
  try {
    await check(installed);
    process.stdout.write(`held      ${claim}\n`);
  } catch (error) {
    process.exitCode = 1;
    process.stdout.write(`NOT held  ${claim}\n${error instanceof Error ? error.message : String(error)}\n`);
  }
}
