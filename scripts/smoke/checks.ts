// What must be true of the packages once they are installed by somebody who has nothing but npm. One function a claim.

import assert from 'node:assert/strict';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freeBasePort } from './free-base-port.ts';
import { run, runWell } from './run.ts';

export type Check = (installed: string) => Promise<void>;

export const checks: Readonly<Record<string, Check>> = {
  'every export is a built file with its types': async (installed) => {
    for (const name of ['peer', 'reporter', 'runner']) {
      const folder = join(installed, 'node_modules', '@ringside', name);
      const manifest = await manifestIn(folder);
      for (const path of [...Object.values(manifest.exports), ...Object.values(manifest.bin)]) {
        assert.match(path, /^(?:\.\/)?dist\//, `@ringside/${name} gives out ${path}`);
        await access(join(folder, path));
        await access(join(folder, path.replace(/\.js$/, '.d.ts')));
      }
    }
  },

  'peer --help says how to use it': async (installed) => {
    const { stdout } = await runWell('npx', ['--no-install', 'peer', '--help'], quick(installed));
    assert.match(stdout, /join/);
  },

  'runner --version is the version of the package': async (installed) => {
    const { stdout } = await runWell('npx', ['--no-install', 'runner', '--version'], quick(installed));
    const manifest = await manifestIn(join(installed, 'node_modules', '@ringside', 'runner'));
    assert.equal(stdout.trim(), manifest.version);
  },

  'reporter once with nobody there exits 69 with one line': async (installed) => {
    const base = await freeBasePort([2]);
    const args = ['once', '--peers', `127.0.0.1:${base + 2}`];
    const { exitCode, stdout, stderr } = await run(program(installed, 'reporter'), args, quick(installed));
    assert.equal(exitCode, 69, `${stdout}${stderr}`);
    assert.equal(stderr.trim().split('\n').length, 1, stderr);
  },

  'a real ring of three starts, hears the end of its stdin and goes without a word of trouble': async (
    installed,
  ) => {
    const base = await freeBasePort([2, 4, 5]);
    const args = ['--peers', '2,4,5', '--base-port', `${base}`];
    await runWell(program(installed, 'runner'), args, { folder: installed, limitMs: 30_000 });
  },

  'a peer of the package keeps a value on its disk, in the thread that was built with it': async (
    installed,
  ) => {
    const script = `
      import { startPeer } from '@ringside/peer';
      await using peer = await startPeer({ id: 7, listen: '127.0.0.1:0', folder: 'peer-7' });
      peer.create();
      await peer.store('2067', { bytes: Buffer.from('a value') });
      process.stdout.write((await peer.request('2067', 'received')).bytes + ' bytes');`;
    const { stdout } = await runWell('node', ['--input-type=module', '-e', script], quick(installed));
    assert.equal(stdout, '7 bytes');
    await access(join(installed, 'peer-7', 'values.1.db'));
  },

  'a client of the package stores and fetches through a peer of the package': async (installed) => {
    const script = `
      import { startPeer } from '@ringside/peer';
      import { connect } from '@ringside/peer/client';
      await using peer = await startPeer({ id: 7, listen: '127.0.0.1:0' });
      peer.create();
      await using client = await connect([peer.address]);
      await client.store('2067', new Uint8Array(100_000));
      process.stdout.write((await client.request('2067')).size + ' bytes');`;
    const { stdout } = await runWell('node', ['--input-type=module', '-e', script], quick(installed));
    assert.equal(stdout, '100000 bytes');
  },

  'the shipped scenarios come with the package, and are right': async (installed) => {
    const { stdout } = await runWell(program(installed, 'runner'), ['check', 'classic'], quick(installed));
    assert.match(stdout, /^plan of classic, seed 1, /);
  },

  'the packed runner plays a shipped scenario, in the simulator and on processes': async (installed) => {
    const args = ['run', 'classic', '--quiet'];
    const simulated = await runWell(program(installed, 'runner'), [...args, '--simulate'], quick(installed));
    assert.match(simulated.stdout, /^classic seed=1: held /);
    const played = await runWell(program(installed, 'runner'), args, {
      ...quick(installed),
      limitMs: 180_000,
    });
    assert.match(played.stdout, /^classic seed=1: held /);
  },

  'startRing comes with the package': async (installed) => {
    const script = "import { startRing } from '@ringside/runner'; process.stdout.write(typeof startRing);";
    const { stdout } = await runWell('node', ['--input-type=module', '-e', script], quick(installed));
    assert.equal(stdout, 'function');
  },
};

/** The program itself: npx has lines of its own to say, and would be killed in its place at the limit. */
function program(installed: string, name: string): string {
  return join(installed, 'node_modules', '.bin', name);
}

function quick(folder: string): { readonly folder: string; readonly limitMs: number } {
  return { folder, limitMs: 20_000 };
}

interface Manifest {
  readonly version: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly bin: Readonly<Record<string, string>>;
}

async function manifestIn(folder: string): Promise<Manifest> {
  const manifest: Manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return manifest;
}
