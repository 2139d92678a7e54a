import { execFile } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

const program = join(import.meta.dirname, 'streaming-process.ts');

test('a value of 128 MiB is parked, kept and read in half as much memory', async () => {
  const size = 128 * 1024 * 1024;
  const { stdout } = await promisify(execFile)(process.execPath, [
    program,
    await temporaryFolder(),
    `${size}`,
  ]);
  const { got, grownBytes }: { got: number; grownBytes: number } = JSON.parse(stdout);

  expect(got).toBe(size);
  expect(grownBytes).toBeLessThan(size / 2);
}, 60_000);
