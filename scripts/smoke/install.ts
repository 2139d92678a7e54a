// Builds and packs the three packages as they would be published, and installs them where nothing else is.

import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { runWell } from './run.ts';

const workspace = join(import.meta.dirname, '..', '..');
const packages = ['peer', 'reporter', 'runner'];

/** The folder in which the packed packages were installed with npm. */
export async function installPacked(folder: string, say: (line: string) => void): Promise<string> {
  const tarballs = join(folder, 'tarballs');
  const installed = join(folder, 'installed');
  await Promise.all([mkdir(tarballs), mkdir(installed)]);

  say('build');
  for (const name of packages)
    await rm(join(workspace, 'packages', name, 'dist'), { recursive: true, force: true });
  await pnpm(['-r', 'run', 'build'], workspace);

  for (const name of packages) {
    say(`pack @ringside/${name}`);
    await pnpm(['pack', '--pack-destination', tarballs], join(workspace, 'packages', name));
  }

  say('install with npm');
  await writeFile(
    join(installed, 'package.json'),
    '{ "name": "somebody-else", "private": true, "type": "module" }\n',
  );
  const paths = (await readdir(tarballs)).map((tarball) => join(tarballs, tarball));
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  await runWell('npm', ['install', ...flags, ...paths], { folder: installed, limitMs: 120_000 });
  return installed;
}

/** The pnpm that runs this script, or the one that package.json names. */
async function pnpm(args: readonly string[], folder: string): Promise<void> {
  const running = process.env['npm_execpath'] ?? '';
  const [file, ...before] = running.includes('pnpm') ? [running] : ['npx', '-y', 'pnpm@12.21.0'];
  await runWell(file ?? 'pnpm', [...before, ...args], { folder, limitMs: 120_000 });
}
