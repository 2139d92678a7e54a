import { parse } from 'junit2json';
import { expect, test } from 'vitest';
import { annotationLines, junitXml, stepSummary, type JunitRun } from '../../src/verdict/index.ts';

const about = { name: 'odd "<seed>=1" & more', source: 'odd.yaml', again: 'runner run odd.yaml --seed 1' };
const run: JunitRun = {
  about,
  tookMs: 12_345,
  verdict: {
    kind: 'not-held',
    exitCode: 1,
    cause: 'one ring: 9 & 14, 100% of <two>\nlines',
    checks: [
      { group: 'step', name: 'a.1 wait', outcome: 'held', says: null, tookMs: 500 },
      {
        group: 'always',
        name: 'one ring',
        outcome: 'not-held',
        says: '9 & 14, 100% of <two>\nlines \u0007',
        tookMs: 0,
      },
      {
        group: 'threshold',
        name: 'detect: p95 <= 2p',
        outcome: 'no-samples',
        says: 'nothing was measured',
        tookMs: 0,
      },
      { group: 'finally', name: 'the ring is ideal', outcome: 'not-judged', says: 'not so far', tookMs: 0 },
    ],
  },
};

test('a public JUnit parser finds each check, with the sentence of the judge as the message', async () => {
  const report = await parse(junitXml([run]));
  const suite =
    report !== undefined && report !== null && 'testsuite' in report ? report.testsuite?.[0] : undefined;

  expect(suite).toMatchObject({
    name: about.name,
    tests: 4,
    failures: 1,
    errors: 1,
    skipped: 1,
    time: 12.345,
  });
  expect(suite?.testcase?.map(({ name, classname }) => [classname, name])).toEqual([
    ['odd.step', 'a.1 wait'],
    ['odd.always', 'one ring'],
    ['odd.threshold', 'detect: p95 <= 2p'],
    ['odd.finally', 'the ring is ideal'],
  ]);
  expect(suite?.testcase?.[1]?.failure?.[0]).toMatchObject({
    message: '9 & 14, 100% of <two>\nlines ',
    type: 'not-held',
  });
  expect(suite?.testcase?.[2]?.error?.[0]).toMatchObject({
    message: 'nothing was measured',
    type: 'no-samples',
  });
});

test('a run that says nothing about the ring is an error there, never a failure', async () => {
  const starved = { ...run, verdict: { ...run.verdict, kind: 'inconclusive', checks: [] } } as const;

  const xml = junitXml([starved]);

  expect(xml).toContain('failures="0" errors="1"');
  expect(xml).toContain('type="inconclusive"');
});

test('an annotation is one line, whatever the sentence has in it', () => {
  expect(annotationLines([run])).toEqual([
    '::error title=odd "<seed>=1" & more%3A not held::one ring: 9 & 14, 100%25 of <two>%0Alines%0Aagain: runner run odd.yaml --seed 1',
  ]);
});

test('the step summary is a table of runs, and under it what did not hold', () => {
  const summary = stepSummary([run]);

  expect(summary).toContain('| NOT HELD | 1 of 4 | 12.35 s | `runner run odd.yaml --seed 1` |');
  expect(summary).toContain('- one ring: 9 & 14, 100% of <two> lines');
  expect(summary).not.toContain('the ring is ideal');
});
