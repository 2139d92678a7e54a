import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { shippedNames } from '../play/simulating.ts';

const workflow = readFileSync(new URL('../../../../examples/ci/ringside.yml', import.meta.url), 'utf8');

interface Job {
  readonly strategy: { readonly matrix: { readonly scenario: readonly string[] } };
  readonly steps: readonly { readonly run?: string; readonly uses?: string }[];
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The shape is what this test is about.
const { jobs } = parse(workflow) as { readonly jobs: Readonly<Record<string, Job>> };

test.each(Object.keys(jobs))('the job %s of the example workflow plays every shipped scenario', (name) => {
  expect(jobs[name]?.strategy.matrix.scenario).toEqual(shippedNames);
});

test('the workflow plays with flags that the program has', () => {
  const runs = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  const flags = new Set(runs.join('\n').match(/(?<=runner run [^\n]*)--[a-z-]+/g));

  expect(flags).toEqual(new Set(['--simulate', '--seeds']));
});
