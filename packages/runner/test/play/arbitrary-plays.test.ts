import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { simulate } from '../../src/runs/in-simulator.ts';
import { compileRun, type Json, type Plan } from '../../src/scenario/index.ts';
import { arbitraryScenario } from '../scenario/arbitrary-scenarios.ts';
import { planOf, runsOf, sha256 } from '../scenario/reading.ts';
import { jobOf, simulatePlan } from './simulating.ts';

function plannedOf(written: Json): Plan | undefined {
  const [run] = runsOf(JSON.stringify(written));
  const compiled = run === undefined ? undefined : compileRun(run, sha256);
  return compiled?.kind === 'plan' ? compiled.plan : undefined;
}

test(
  'whatever scenario is played, it comes to an end with a verdict, and twice to the same one',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryScenario, async (written) => {
        const plan = plannedOf(written);
        fc.pre(plan !== undefined);

        const once = await simulatePlan(plan);
        const again = await simulatePlan(plan);

        expect(once.result.arenaFailure).toBeNull();
        expect(['held', 'not-held', 'inconclusive']).toContain(once.verdict.kind);
        expect(again.hash).toBe(once.hash);
        expect(again.verdict).toEqual(once.verdict);
      }),
      { numRuns: 3 },
    );
  },
);

test('every word of the language is played', { timeout: 60_000 }, async () => {
  const text = readFileSync(new URL('../scenario/everything.yaml', import.meta.url), 'utf8');
  const kept: string[] = [];
  const files = {
    read: async (): Promise<Uint8Array> => Uint8Array.of(1, 2, 3),
    keep: async (path: string): Promise<void> => void kept.push(path),
  };
  const job = jobOf(planOf(text.replace(', peer: elsewhere', '')));

  const { result } = await simulate(
    { job, signal: new AbortController().signal },
    undefined,
    undefined,
    files,
  );

  expect(
    result.steps.filter(({ phase }) => phase !== 'words').filter(({ failure }) => failure !== null),
  ).toEqual([]);
  expect(result.steps.some(({ phase }) => phase === 'words')).toBe(true);
  expect(kept).toEqual(['out/first.bin']);
});
