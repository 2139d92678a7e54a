import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { isAlive } from './fixtures/fake-ring.ts';

const holdRing = fileURLToPath(new URL('fixtures/hold-ring.ts', import.meta.url));
const guards = process.platform === 'linux' ? ['setpriv', 'process'] : ['process'];

describe.each(guards)('guarded by %s, no peer outlives its runner, not even a stopped one,', (guard) => {
  test.each(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGSEGV'] as const)(
    'when the runner ends by %s',
    async (signal) => {
      const { runner, pids } = await holdRingOf(guard);
      expect(pids.filter(isAlive)).toHaveLength(3);

      runner.kill(signal);

      await vi.waitUntil(() => !pids.some(isAlive), { timeout: 10_000 });
    },
  );
});

async function holdRingOf(guard: string): Promise<{ runner: ChildProcess; pids: number[] }> {
  const runner = spawn(process.execPath, [holdRing, guard], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: runner.stdout }), 'line');
  return { runner, pids: JSON.parse(String(line)) };
}
