import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { startPeer } from '@ringside/peer';
import { expect, onTestFinished, test } from 'vitest';
import { readText, root } from './sources.ts';

test('the lab prints what its page says, to the letter', { timeout: 60_000 }, async () => {
  const page = /^```text\n(?<output>[\s\S]*?)^```$/m.exec(readText('examples/lab/README.md'))?.groups?.[
    'output'
  ];

  const { exitCode, stdout, stderr } = await run('examples/lab/main.ts', root);

  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  expect(stdout).toBe(page);
});

test('the program on the page of the client runs as it stands there', { timeout: 60_000 }, async () => {
  const page =
    /^```ts\n(?<program>[\s\S]*?)^```$/m.exec(readText('docs/client.md'))?.groups?.['program'] ?? '';
  const addresses = /127\.0\.0\.1:120(?:02|08)/g;
  expect(page.match(addresses)).toHaveLength(3);
  await using peer = await startPeer({ id: 8, listen: '127.0.0.1:0' });
  peer.create();
  // In the workspace, so that it finds the packages.
  const folder = await mkdtemp(join(root, 'examples', 'page-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const large = new Uint8Array(200_000).fill(7);
  await writeFile(join(folder, 'large.pdf'), large);
  const program = join(folder, 'program.ts');
  await writeFile(program, page.replaceAll(addresses, peer.address));

  const { exitCode, stdout, stderr } = await run(program, folder);

  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  expect(stdout).toBe('2067 true\n4103 true\n');
  expect((await readFile(join(folder, 'copy.pdf'))).equals(large)).toBe(true);
});

interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(path: string, folder: string): Promise<Ended> {
  const child = spawn(process.execPath, [path], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  }
  await once(child, 'close');
  return { exitCode: child.exitCode, ...said };
}
