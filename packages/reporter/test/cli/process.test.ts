// The program as a process of its own: what only a real terminal, signal or pipe can show.

import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const main = new URL('../../src/main.ts', import.meta.url).pathname;
/** Ports 3 and 5 of this machine: nobody but the system may listen there, and nobody does. */
const nobody = ['--peers', '2,4', '--base-port', '1'];

test.for([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends a live report cleanly with exit code %i', async ([signal, code]) => {
  await using reporter = start(nobody);
  const [first] = await once(reporter.child.stdout, 'data');

  reporter.child.kill(signal);

  expect(String(first)).toContain('AGREE');
  expect(await reporter.ended()).toEqual({ code, stderr: '' });
});

test('a reader that goes away ends a live report without a word', async () => {
  await using reporter = start([...nobody, '-v', '--interval', '50ms']);
  await once(reporter.child.stdout, 'data');

  reporter.child.stdout.destroy();

  expect(await reporter.ended()).toEqual({ code: 0, stderr: '' });
});

test('a bad flag is one line on stderr, and exit code 64', async () => {
  await using reporter = start(['--peers', '4,4']);

  expect(await reporter.ended()).toEqual({
    code: 64,
    stderr: 'reporter: --peers lists 4 twice; each peer needs its own id.\n',
  });
});

interface Started extends AsyncDisposable {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  ended(): Promise<{ readonly code: unknown; readonly stderr: string }>;
}

function start(args: readonly string[]): Started {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const stderr = text(child.stderr);
  const exit = once(child, 'exit');
  return {
    child,
    async ended() {
      const [code]: unknown[] = await exit;
      return { code, stderr: await stderr };
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}
