import { expect, test } from 'vitest';
import type { Scenario, Step } from '../../src/scenario/index.ts';
import { complaints, frame, runsOf } from './reading.ts';

function scenarioOf(text: string): Scenario {
  const [run] = runsOf(text);
  if (run === undefined) throw new Error('there is no run');
  return run.scenario;
}

/** Steps that follow the start of the frame. */
function stepsOf(steps: string): readonly Step[] {
  return scenarioOf(`${frame}      - start: seven\n${steps}`).phases[0]?.steps.slice(1) ?? [];
}

test('what a file leaves out is filled in', () => {
  const { ring, peersMax, loads, always, thresholds, repeat } = scenarioOf(
    `${frame}      - start: seven\n`.replace('ring: { preset: classic, ping: 1s }\n', ''),
  );

  expect(ring).toEqual({
    preset: 'classic',
    bits: 8,
    hash: 'mod',
    owner: 'at-or-after',
    routing: 'ring',
    successors: 8,
    replicas: 3,
    pingMs: 3_000,
  });
  expect({ peersMax, loads, always, thresholds, repeat }).toEqual({
    peersMax: 64,
    loads: [],
    always: [],
    thresholds: [],
    repeat: 1,
  });
});

test('limits are times, ping periods, or the larger or smaller of several', () => {
  const steps = stepsOf(
    ['20s', '500ms', '2m', '8p', '1.5p', 'max(8p, 2s)', 'min(1m, max(8p, 2s))']
      .map((limit) => `      - wait: { ring: ideal }\n        within: ${limit}\n`)
      .join(''),
  );

  expect(steps.map(({ within }) => within)).toEqual([
    { kind: 'time', ms: 20_000 },
    { kind: 'time', ms: 500 },
    { kind: 'time', ms: 120_000 },
    { kind: 'pings', pings: 8 },
    { kind: 'pings', pings: 1.5 },
    {
      kind: 'max',
      of: [
        { kind: 'pings', pings: 8 },
        { kind: 'time', ms: 2_000 },
      ],
    },
    {
      kind: 'min',
      of: [
        { kind: 'time', ms: 60_000 },
        {
          kind: 'max',
          of: [
            { kind: 'pings', pings: 8 },
            { kind: 'time', ms: 2_000 },
          ],
        },
      ],
    },
  ]);
});

test('a target is an id, a word, a list of them, or a choice', () => {
  const targets = [
    '9',
    '[2, 4]',
    'seven',
    '{ any: 2 }',
    '{ any: 25% }',
    '{ successor-of: 5 }',
    '{ owner-of: "2012" }',
    '{ adjacent: 2 }',
    '{ group: seven, any: 1 }',
    '{ not: [2], adjacent: 3 }',
    '{ not: [2] }',
  ];
  const steps = stepsOf(
    targets.map((target) => `      - partition: { sides: [${target}, rest] }\n        for: 2p\n`).join(''),
  );

  const sides = steps.flatMap((step) => (step.kind === 'partition' ? [step.sides[0]] : []));
  const chosen = { kind: 'chosen', group: undefined, not: [] };
  expect(sides).toEqual([
    { kind: 'named', words: [9] },
    { kind: 'named', words: [2, 4] },
    { kind: 'named', words: ['seven'] },
    { ...chosen, pick: { kind: 'any', amount: { kind: 'count', count: 2 } } },
    { ...chosen, pick: { kind: 'any', amount: { kind: 'share', share: 0.25 } } },
    { kind: 'successor-of', word: 5 },
    { kind: 'owner-of', name: '2012' },
    { ...chosen, pick: { kind: 'adjacent', amount: { kind: 'count', count: 2 } } },
    { ...chosen, group: 'seven', pick: { kind: 'any', amount: { kind: 'count', count: 1 } } },
    { ...chosen, not: [2], pick: { kind: 'adjacent', amount: { kind: 'count', count: 3 } } },
    { ...chosen, not: [2], pick: { kind: 'all' } },
  ]);
});

test('short forms mean the same as long ones', () => {
  const pairs = [
    ['{ event: died }', '{ event: { is: died, count: 1 } }'],
    ['{ log: gone }', '{ log: { has: gone } }'],
    ['{ alive: 7 }', '{ alive: "== 7" }'],
    ['{ keys: acknowledged }', '{ keys: acknowledged, readable: 100% }'],
    ['{ view: { 9: { succ: 14 } } }', '{ view: { 9: { succ: [14] } } }'],
  ];
  for (const [short, long] of pairs) {
    const [one, other] = stepsOf(`      - expect: ${short}\n      - expect: ${long}\n`);
    expect(one, short).toEqual(other);
  }
});

test('a number of a load means so many were reached, one of peers means just so many', () => {
  const text = `${frame}      - start: seven\n      - expect: { all: [{ alive: 7 }, { load: { ok: 7 } }] }\nload: { mixed: { lookup: { rate: 1/s } } }\n`;
  const [, expected] = scenarioOf(text).phases[0]?.steps ?? [];

  expect(expected).toMatchObject({
    claim: {
      condition: {
        of: [{ count: { operator: '==', value: 7 } }, { counts: { ok: { operator: '>=', value: 7 } } }],
      },
    },
  });
});

test('a threshold is read into its parts', () => {
  const text = `${frame}      - start: seven\n      - kill: 9\nthresholds:\n  detect{phase=start}: ["p99.9 <= max(2p, 1s)", "count >= 1"]\n`;

  expect(scenarioOf(text).thresholds).toEqual([
    {
      metric: 'detect',
      key: 'detect{phase=start}',
      where: { phase: 'start', load: undefined },
      claims: [
        {
          aggregate: { kind: 'percentile', percent: 99.9 },
          operator: '<=',
          value: {
            kind: 'max',
            of: [
              { kind: 'pings', pings: 2 },
              { kind: 'time', ms: 1_000 },
            ],
          },
          text: 'p99.9 <= max(2p, 1s)',
        },
        {
          aggregate: { kind: 'count' },
          operator: '>=',
          value: { kind: 'number', value: 1 },
          text: 'count >= 1',
        },
      ],
    },
  ]);
});

test('words of YAML 1.1 are plain text here, and numbers in other bases are numbers', () => {
  const steps = stepsOf('      - mark: yes\n      - kill: 0x0E\n');

  expect(steps).toMatchObject([
    { kind: 'mark', text: 'yes' },
    { kind: 'kill', target: { words: [14] } },
  ]);
});

test('a file may begin with a byte order mark', () => {
  expect(complaints(`\u{FEFF}${frame}      - start: seven\n`)).toEqual([]);
});

test('bytes that are not UTF-8 are refused in one line', () => {
  expect(complaints(Uint8Array.of(0x72, 0xff, 0xfe))).toEqual([
    'story.yaml:1:1 this file is not UTF-8; save it as UTF-8',
  ]);
});
