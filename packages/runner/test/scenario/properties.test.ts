import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  compileRun,
  printPlan,
  readPlan,
  writePlan,
  writeScenario,
  type Json,
  type Plan,
} from '../../src/scenario/index.ts';
import { planFaults } from '../../src/scenario/plan/sound.ts';
import { arbitraryScenario } from './arbitrary-scenarios.ts';
import { read, runsOf, sha256 } from './reading.ts';

test('a scenario that is written down and read again is the same scenario', () => {
  fc.assert(
    fc.property(arbitraryScenario, (written) => {
      const [run] = runsOf(writeScenario({ written }));
      const [again] = runsOf(writeScenario({ written: run?.scenario.written ?? null }));

      expect(run?.scenario.written).toEqual(written);
      expect(again?.scenario).toEqual(run?.scenario);
    }),
    { numRuns: 100 },
  );
});

test('the same scenario and seed give the same plan, byte by byte, and another seed another one', () => {
  fc.assert(
    fc.property(arbitraryScenario, (written) => {
      const once = plannedOf(written);
      fc.pre(once !== undefined);

      expect(writePlan(once)).toBe(writePlan(plannedOf(written) ?? once));
      expect(plannedOf(written, '77')?.hash).not.toBe(once.hash);
    }),
    { numRuns: 100 },
  );
});

test('a plan that is saved and read again is the same plan, and all of it can be done', () => {
  fc.assert(
    fc.property(arbitraryScenario, (written) => {
      const plan = plannedOf(written);
      fc.pre(plan !== undefined);
      const again = readPlan('plan.json', writePlan(plan), sha256);

      expect(again).toEqual({ kind: 'plan', plan });
      expect(planFaults(plan)).toEqual([]);
      expect(printPlan(plan).length).toBeGreaterThan(10);
    }),
    { numRuns: 100 },
  );
});

test('whatever text stands in a file, it is read or refused in words, never with an exception', () => {
  const fragments = fc.constantFrom(
    'ringside: 1\n',
    'peers:\n',
    '  ',
    '- ',
    '{',
    '}',
    '[',
    ']',
    ': ',
    '"',
    "'",
    '&a ',
    '*a',
    '!',
    '|\n',
    '\t',
    'do',
    '#',
    '\u{0}',
    '\u{2028}',
    '9',
    '---\n',
    '? ',
    ',',
    '\n',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(fragments).map((parts) => parts.join('')),
        fc.string(),
      ),
      (text) => {
        expect(['runs', 'wrong']).toContain(read(text).kind);
      },
    ),
    { numRuns: 500 },
  );
});

/** Undefined when the scenario asks for something that this seed cannot give, such as a peer of a ring that died out. */
function plannedOf(written: Json, seed?: string): Plan | undefined {
  const outside = seed === undefined ? {} : { seed: { text: seed, source: '--seed' } };
  const [run] = runsOf(writeScenario({ written }), outside);
  const compiled = run === undefined ? undefined : compileRun(run, sha256);
  return compiled?.kind === 'plan' ? compiled.plan : undefined;
}
