import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { retell } from './storyteller.ts';

async function isRetold(name: string): Promise<void> {
  const path = new URL(`${name}.txt`, import.meta.url).pathname;
  await expect(retell(readFileSync(path, 'utf8'))).toMatchFileSnapshot(path);
}

test('a killed successor is replaced within a second, and its place stays open for its next life', async () => {
  await expect(isRetold('successor-crash')).resolves.toBeUndefined();
});

test('one of two that loses the other is isolated and takes whoever comes; one that is left politely is alone', async () => {
  await expect(isRetold('last-two')).resolves.toBeUndefined();
});
