import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compileRun } from '../../src/scenario/index.ts';
import { planFaults } from '../../src/scenario/plan/sound.ts';
import { complaints, runsOf, sha256 } from './reading.ts';

const folder = new URL('../../scenarios/', import.meta.url);
const shipped = readdirSync(folder);

function textOf(file: string): string {
  return readFileSync(new URL(file, folder), 'utf8');
}

test('the eight scenarios of the design are shipped', () => {
  expect(shipped).toEqual([
    'adjacent-crashes.yaml',
    'churn-under-load.yaml',
    'classic.yaml',
    'join-storm.yaml',
    'leave-and-keep-keys.yaml',
    'partition-and-heal.yaml',
    'restart-all.yaml',
    'slow-peer.yaml',
  ]);
});

describe.each(shipped)('%s', (file) => {
  test('is right, is named as its file, and claims one sentence', () => {
    expect(complaints(textOf(file))).toEqual([]);
    const [run] = runsOf(textOf(file));
    expect(`${run?.scenario.name}.yaml`).toBe(file);
    expect(run?.scenario.description).toMatch(/^[A-Z][^.]+\.$/);
  });

  test('explains itself: a tenth of its lines and more are comments', () => {
    const lines = textOf(file)
      .split('\n')
      .filter((line) => line.trim() !== '');
    const comments = lines.filter((line) => line.trim().startsWith('#'));
    expect(comments.length / lines.length).toBeGreaterThan(0.1);
  });

  test('has a plan that can be done for every one of a hundred seeds', () => {
    for (let seed = 0; seed < 100; seed += 1) {
      const [run] = runsOf(textOf(file), { seed: { text: String(seed), source: '--seed' } });
      const compiled = run === undefined ? undefined : compileRun(run, sha256);
      expect(compiled?.kind, `seed ${seed}`).toBe('plan');
      expect(compiled?.kind === 'plan' && planFaults(compiled.plan), `seed ${seed}`).toEqual([]);
    }
  });
});
