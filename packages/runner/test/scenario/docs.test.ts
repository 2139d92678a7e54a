import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { printPlan } from '../../src/scenario/index.ts';
import { headLine } from '../../src/runs/run-stage.ts';
import { Teller } from '../../src/runs/teller.ts';
import { verdictLine } from '../../src/verdict/index.ts';
import { jobOf, simulatePlan } from '../play/simulating.ts';
import { examples, page, rightExamples } from './page-examples.ts';
import { complaints, planOf, runsOf } from './reading.ts';

const shipped = new URL('../../scenarios/', import.meta.url);
const wrong = examples.filter(({ kind }) => kind.includes('wrong'));

test('the page has examples of every kind', () => {
  expect(rightExamples.length).toBeGreaterThan(8);
  expect(wrong.length).toBeGreaterThan(2);
  expect(new Set(examples.map(({ kind }) => kind))).toEqual(
    new Set(['yaml', 'yaml steps', 'yaml steps wrong', 'text', 'text played']),
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

test('the first example plays as the page shows', async () => {
  const [first] = rightExamples;
  const shown = examples.find(({ kind }) => kind === 'text played');
  const job = jobOf(planOf(first?.text ?? ''));
  const lines: string[] = [headLine(job, 'the simulator')];
  const teller = new Teller((line) => void lines.push(line), 'steps');

  const { verdict, result } = await simulatePlan(job.plan, (event) => teller.tell(event));
  lines.push(verdictLine(job.name, verdict, result.tookMs));

  expect(`${lines.join('\n')}\n`).toBe(shown?.text);
});

const playable = rightExamples.filter(
  ({ kind, text }) => kind === 'yaml' && !text.includes('peer: elsewhere'),
);

test.each(playable)(
  'whole example %# of the page holds in the simulator',
  { timeout: 60_000 },
  async ({ scenario }) => {
    const { verdict } = await simulatePlan(planOf(scenario));

    expect(verdict.cause).toBeNull();
  },
);

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
