import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { printPlan } from '../../src/scenario/index.ts';
import { examples, page, rightExamples } from './page-examples.ts';
import { complaints, planOf, runsOf } from './reading.ts';

const shipped = new URL('../../scenarios/', import.meta.url);
const wrong = examples.filter(({ kind }) => kind.includes('wrong'));

test('the page has examples of every kind', () => {
  expect(rightExamples.length).toBeGreaterThan(8);
  expect(wrong.length).toBeGreaterThan(2);
  expect(new Set(examples.map(({ kind }) => kind))).toEqual(
    new Set(['yaml', 'yaml steps', 'yaml steps wrong', 'text']),
  );
});

test.each(rightExamples)('right example %# of the page is read, and has a plan', ({ scenario, text }) => {
  expect(complaints(scenario), text).toEqual([]);
});

test.each(wrong)('wrong example %# of the page is refused in the words below it', ({ scenario, answer }) => {
  expect(`${complaints(scenario).join('\n')}\n`).toBe(answer);
});

test('the first example has the plan that stands below it', () => {
  const [first] = rightExamples;
  expect(`${printPlan(planOf(first?.text ?? '')).join('\n')}\n`).toBe(first?.answer);
});

test('the example of many runs makes as many as the page says', () => {
  const many = rightExamples.find(({ text }) => text.includes('name: many'));
  expect(page).toContain('twelve runs here');
  expect(runsOf(many?.text ?? '')).toHaveLength(12);
});

test('the page lists every shipped scenario with the sentence that it claims', () => {
  for (const file of readdirSync(shipped)) {
    const [run] = runsOf(readFileSync(new URL(file, shipped), 'utf8'));
    expect(page).toMatch(
      new RegExp(`^\\| \`${run?.scenario.name}\` +\\| ${run?.scenario.description} +\\|$`, 'm'),
    );
  }
});
