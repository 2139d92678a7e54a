import process from 'node:process';
import { expect, test } from 'vitest';
import { mistakeLines, readPlan, writePlan, type Plan } from '../../src/scenario/index.ts';
import { planOfSteps, sha256 } from './reading.ts';

const plan = planOfSteps(`      - start: seven
      - store: "2067"
        bytes: 100
      - kill: 9
        as: victim
      - restart: victim
`);

function refusal(change: (text: string) => string): readonly string[] {
  const read = readPlan('plan.json', change(writePlan(plan)), sha256);
  return read.kind === 'wrong' ? mistakeLines(read.mistakes) : [];
}

/** Without the seal, as a person would change it. */
function unsealed(from: string, to: string): readonly string[] {
  return refusal((text) => text.replace(/ "hash": "\w+",\n/, '').replace(from, to));
}

test('a plan that was changed by hand says so, and is read once its seal is taken out', () => {
  expect(refusal((text) => text.replace('"bytes": 100', '"bytes": 200'))).toEqual([
    'plan.json:3:10 this plan was changed after it was made; take the hash out to play it as it is',
  ]);
  const read = readPlan(
    'plan.json',
    writePlan(plan)
      .replace(/ "hash": "\w+",\n/, '')
      .replace('"bytes": 100', '"bytes": 200'),
    sha256,
  );
  expect(read).toMatchObject({ kind: 'plan', plan: { name: 'story' } });
  expect(read.kind === 'plan' && read.plan.hash !== plan.hash).toBe(true);
});

test.each([
  ['"act": "kill"', '"act": "kil"', 'there is no step "kil"; did you mean kill?'],
  ['"plan": 1', '"plan": 2', 'plan: 2 is no version of plans; this program reads plan: 1'],
  [
    '"limitMs": 10000',
    '"limitMs": "10s"',
    'limitMs: "10s" is no time in ms; write a number from 0 to 604800000',
  ],
  [
    '"limitMs": 10000',
    '"limitMs": 10000, "limit": 3',
    'there is no word of a step "limit"; did you mean limitMs?',
  ],
  [
    '"path": null',
    '"path": "../../etc/passwd"',
    'path: "../../etc/passwd" is no path inside the folder; write a relative path that stays inside, such as files/4103.pdf',
  ],
  [
    '"name": "story"',
    '"name": "../story"',
    'name: "../story" is no name of a scenario; use up to 64 small letters, digits and dashes',
  ],
  [
    '"program": null',
    '"program": "./evil.sh"',
    'program: "./evil.sh" is no word; a word starts with a letter and has up to 32 letters, digits, - and _',
  ],
  ['"pingMs": 1000', '"pingMs": true', 'pingMs: true is no time in ms; write a number from 0 to 604800000'],
])('%s changed to %s is refused in one line with its place', (from, to, words) => {
  const [first, ...more] = unsealed(from, to);

  expect(more).toEqual([]);
  expect(first).toMatch(/^plan\.json:\d+:\d+ /);
  expect(first?.replace(/^plan\.json:\d+:\d+ /, '')).toBe(words);
});

test('a plan that cannot be done is refused where it stops making sense', () => {
  expect(
    unsealed(
      '     "act": "kill",\n     "who": {\n      "kind": "peers",\n      "ids": [\n       9\n',
      '     "act": "kill",\n     "who": {\n      "kind": "peers",\n      "ids": [\n       15\n',
    ),
  ).toEqual([
    expect.stringMatching(
      /^plan\.json:\d+:\d+ peer 15 was not started by then; take it out, or make the plan anew$/,
    ),
  ]);
});

function firstSaid(text: string): readonly string[] {
  const read = readPlan('plan.json', text, sha256);
  return read.kind === 'wrong' ? mistakeLines(read.mistakes).slice(0, 1) : [];
}

test('what is no plan is refused in one line', () => {
  expect(firstSaid('')).toEqual(['plan.json:1:1 this file is empty; write a plan, beginning with plan: 1']);
  expect(firstSaid('[]')).toEqual([
    'plan.json:1:1 this file holds a list; a plan is a mapping that begins with plan: 1',
  ]);
  expect(firstSaid('{"plan": 1,')).toEqual([
    'plan.json:1:12 something that was opened before this is not closed; look for a missing quote, ] or }',
  ]);
});

test('a plan of ten thousand steps is read in ten seconds of the processor, and one more is refused', () => {
  const step = plan.phases[0]?.steps[1];
  if (step === undefined) throw new Error('there is a step');
  const long = (count: number): string => {
    const { hash: _seal, ...rest } = plan;
    const steps = [
      ...(plan.phases[0]?.steps.slice(0, 1) ?? []),
      ...Array.from({ length: count - 1 }, () => step),
    ];
    return JSON.stringify({ ...rest, phases: [{ name: 'start', during: [], steps }] } satisfies Omit<
      Plan,
      'hash'
    >);
  };
  // The processor's own time: a machine that others have filled takes longer by the clock.
  const before = process.cpuUsage();

  expect(readPlan('plan.json', long(10_000), sha256).kind).toBe('plan');
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(10_000);
  const more = readPlan('plan.json', long(10_001), sha256);
  expect(more.kind === 'wrong' && more.mistakes.map(({ message }) => message)).toEqual([
    '10001 steps would be played, and a run has at most 10000; take some out',
  ]);
});
