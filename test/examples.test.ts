import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { readText, root } from './sources.ts';

test('the lab prints what its page says, to the letter', { timeout: 60_000 }, async () => {
  const page = /^```text\n(?<output>[\s\S]*?)^```$/m.exec(readText('examples/lab/README.md'))?.groups?.[
    'output'
  ];

  const { exitCode, stdout, stderr } = await run('examples/lab/main.ts');

  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  expect(stdout).toBe(page);
});

async function run(path: string): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [join(root, path)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  }
  await once(child, 'close');
  return { exitCode: child.exitCode, ...said };
}
