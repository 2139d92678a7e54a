import process from 'node:process';
import { expect, test } from 'vitest';
import { shippedNames, shippedText, simulateText } from './simulating.ts';

const seeds = [1, 2, 3];

test.each(shippedNames)('%s holds in the simulator, whatever the seed', async (name) => {
  for (const seed of seeds) {
    // oxlint-disable-next-line no-await-in-loop
    const { verdict } = await simulateText(shippedText(name), seed);

    expect(verdict.cause, `seed ${seed}`).toBeNull();
    expect(verdict.kind).toBe('held');
  }
});

test('the same seed gives the same events twice, and another seed gives others', async () => {
  const text = shippedText('churn-under-load');
  const play = async (seed: number): Promise<string> => (await simulateText(text, seed)).hash;

  const first = await play(4);

  expect(await play(4)).toBe(first);
  expect(await play(5)).not.toBe(first);
});

test(
  'ten virtual minutes of churn among sixty-four peers take less than twenty seconds of the processor',
  { timeout: 120_000 },
  async () => {
    const text = `ringside: 1
name: long-churn
ring: { preset: chord, bits: 16, ping: 1s }
limits: { peers: 100 }
peers: { core: { count: 64 } }
phases:
  - name: start
    do: [{ start: core }, { wait: { ring: ideal }, within: 60p }]
  - name: churn
    do:
      - churn: { for: 10m, replace: 35% per 60s, kinds: { leave: 4, kill: 5, pause: 1 }, fresh: 50%, min-alive: 32 }
      - wait: { ring: ideal }
        within: 60p
always: [{ ring: connected }]
`;
    const before = process.cpuUsage();

    const { verdict, result } = await simulateText(text, 1);

    const { user, system } = process.cpuUsage(before);
    expect(verdict.cause).toBeNull();
    expect(result.tookMs).toBeGreaterThan(600_000);
    expect((user + system) / 1e6).toBeLessThan(20);
  },
);
