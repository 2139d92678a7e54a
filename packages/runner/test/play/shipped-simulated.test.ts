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
