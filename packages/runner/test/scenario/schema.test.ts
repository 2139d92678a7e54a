import { globSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { scenarioSchema } from '../../src/scenario/index.ts';
import { rightExamples } from './page-examples.ts';
import { complaints, frame } from './reading.ts';

/** Strict about the schema itself too: a word that draft 2020-12 does not know is an error. */
const validate = new Ajv2020({
  strict: true,
  allowUnionTypes: true,
  strictRequired: false,
  strictTypes: false,
  allErrors: true,
}).compile(scenarioSchema());

const folder = new URL('../..', import.meta.url).pathname;
const files = globSync(['scenarios/*.yaml', 'test/scenario/*.yaml'], { cwd: folder });

test.each(files)('%s is right by the schema', (file) => {
  validate(parse(readFileSync(`${folder}${file}`, 'utf8')));
  expect(validate.errors).toBeNull();
});

test.each(rightExamples)('right example %# of the page is right by the schema', ({ scenario }) => {
  validate(parse(scenario));
  expect(validate.errors).toBeNull();
});

/** Each is wrong for us as well; one at a time, in a ring that is right. */
const wrongSteps = [
  'kil: 14',
  '{}',
  'kill: { any: -1 }',
  'kill: { any: 2% of all }',
  'kill: { sucessor-of: 5 }',
  'kill: 9\n        via: 4',
  'kill: 9\n        leave: 4',
  'wait: { ring: ideal }',
  'wait: { ring: idael }\n        within: 5p',
  'wait: { ring: ideal }\n        within: 20',
  'wait: { ring: ideal }\n        within: soon',
  'wait: { rong: ideal }\n        within: 5p',
  'expect: { ring: ideal, alive: 7 }',
  'expect: { readable: all, ring: ideal }',
  'expect: { all: [] }',
  'expect: { all: [{ ring: ideal, hold: 2 }] }',
  'expect: { event: dyed }',
  'store: 2067',
  'start: seven\n        how: somehow',
  'partition: { sides: [2] }',
  'link: { between: [2, 4] }',
  'link: { from: 2, loss: 30% }',
  'link: { from: 2, to: 4, loss: 0.3 }',
  'churn: { replace: 30% per 60s }',
  'repeat: { times: 0, do: [{ kill: 9 }] }',
  'parallel: [{ kill: 9 }, [{ jion: 20 }]]',
  'kill: 9\n        as: two words',
];

const wrongFiles = [
  'name: story\npeers: { core: { count: 3 } }\nphases: [{ name: start, do: [{ start: core }] }]\n',
  'ringside: 2\nname: story\npeers: { core: { count: 3 } }\nphases: [{ name: start, do: [{ start: core }] }]\n',
  'ringside: 1\nname: Two Words\npeers: { core: { count: 3 } }\nphases: [{ name: start, do: [{ start: core }] }]\n',
  'ringside: 1\nname: story\npeers: { core: { count: 3, ids: [4] } }\nphases: [{ name: start, do: [{ start: core }] }]\n',
  'ringside: 1\nname: story\npeers: { core: { count: 3 } }\nphases: []\n',
  `${frame}      - start: seven\nring: { bits: 60 }\n`.replace('ring: { preset: classic, ping: 1s }\n', ''),
  `${frame}      - start: seven\nload: { idle: {} }\n`,
  `${frame}      - start: seven\nthresholds: { detct: max <= 1s }\n`,
  `${frame}      - start: seven\nseed: -1\n`,
  `${frame}      - start: seven\nsead: 1\n`,
];

describe('what is wrong by the schema is wrong for us', () => {
  test.each([...wrongSteps.map((step) => `${frame}      - start: seven\n      - ${step}\n`), ...wrongFiles])(
    '%s',
    (text) => {
      expect(validate(parse(text))).toBe(false);
      expect(complaints(text)).not.toEqual([]);
    },
  );
});

test('every word of a step is described for editors', () => {
  const step = valueAt(scenarioSchema(), '$defs', 'step', 'properties');
  const words = Object.entries(Object(step));

  expect(words.length).toBeGreaterThan(25);
  const silent = words.filter(([, word]) => !Object.hasOwn(Object(word), 'description'));
  expect(silent.map(([name]) => name)).toEqual([]);
});

function valueAt(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (found, key) => Object.entries(Object(found)).find(([name]) => name === key)?.[1],
    value,
  );
}
