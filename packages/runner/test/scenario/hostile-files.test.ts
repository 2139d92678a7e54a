import { expect, test } from 'vitest';
import { complaints, frame } from './reading.ts';

const laughs = [
  'a: &a ["ha", "ha"]',
  ...Array.from({ length: 20 }, (_, place) => {
    const [from, to] = [
      'a',
      'b',
      'c',
      'd',
      'e',
      'f',
      'g',
      'h',
      'i',
      'j',
      'k',
      'l',
      'm',
      'n',
      'o',
      'p',
      'q',
      'r',
      's',
      't',
      'u',
    ].slice(place, place + 2);
    return `${to}: &${to} [*${from}, *${from}, *${from}, *${from}, *${from}, *${from}, *${from}, *${from}, *${from}]`;
  }),
].join('\n');

const hostile: readonly (readonly [string, string, RegExp])[] = [
  ['aliases that multiply', laughs, /anchors and aliases/],
  ['brackets without end', '['.repeat(200_000), /nested too deeply/],
  ['braces without end', '{a: '.repeat(40_000), /nested too deeply/],
  ['dashes without end', '- '.repeat(100_000), /nested too deeply/],
  [
    'many keys',
    Array.from({ length: 19_000 }, (_, n) => `k${n}: 1`).join('\n'),
    /there is no word of a scenario "k0"/,
  ],
  ['many values', `${frame}      - kill: [${'9, '.repeat(60_000)}9]\n`, /more than 20000 values/],
  ['a long line', `${frame}      - mark: ${'x'.repeat(200_000)}\n`, /no line of text/],
  ['many empty lines', '\n'.repeat(250_000), /this file is empty/],
  ['a large file', `# ${'x'.repeat(300_000)}`, /more than 256 KiB/],
  [
    'brackets in a limit',
    `${frame}      - wait: { ring: ideal }\n        within: ${'max('.repeat(5_000)}\n`,
    /is no time/,
  ],
  [
    'a name of a prototype',
    `${frame}      - start: seven\n__proto__: { a: 1 }\n`,
    /there is no word of a scenario "__proto__"/,
  ],
  [
    'a setting of a prototype',
    `${frame}      - start: seven\nmatrix: { constructor: [1], __proto__: [1] }\n`,
    /there is no setting "/,
  ],
];

test.each(hostile)('refused in little time, in lines that can be read: %s', (_what, text, words) => {
  const before = performance.now();
  const said = complaints(text);

  expect(performance.now() - before).toBeLessThan(10_000);
  expect(said.join('\n')).toMatch(words);
  expect(said.length).toBeLessThanOrEqual(21);
  expect(Math.max(...said.map((line) => line.length))).toBeLessThan(400);
});
