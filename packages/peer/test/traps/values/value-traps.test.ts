import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { judgeValues, playValues, type ValueViolation } from '../../../src/sim/index.ts';
import { plantInKeeping } from '../plant.ts';
import { maskedTraps } from './masked-traps.ts';
import type { ValueStage, ValueTrap } from './value-trap.ts';
import { valueTraps } from './value-traps.ts';

/** A trap that is not caught by then is not caught. */
const seedsMax = 20;
const maskedSeeds = 3;
const folder = join(import.meta.dirname, '../../../../../.ringside');

interface Caught {
  readonly trap: string;
  readonly stage: string;
  readonly rule: string;
  readonly words: string;
  readonly seeds: number;
}

const caught: Caught[] = [];
const shipped = new Map<string, readonly ValueViolation[]>();

/** What the keeper that ships makes of the same seed. */
function shippedViolations(stage: ValueStage, seed: number): readonly ValueViolation[] {
  const key = `${stage.name}: ${seed}`;
  const violations = shipped.get(key) ?? judgeValues(playValues(stage.plan(seed)));
  shipped.set(key, violations);
  return violations;
}

async function trip(trap: ValueTrap): Promise<Caught | undefined> {
  const parts = await plantInKeeping(trap);
  for (let seeds = 1; seeds <= seedsMax; seeds += 1) {
    const found = judgeValues(playValues(trap.stage.plan(seeds), parts));
    const sound = shippedViolations(trap.stage, seeds);
    expect(sound, `the keeper that ships, seed ${seeds} of ${trap.stage.name}`).toEqual([]);
    const [first] = found;
    if (first === undefined) continue;
    for (const { rule, words } of found) expect(trap.rules, words).toContain(rule);
    return { trap: trap.name, stage: trap.stage.name, rule: first.rule, words: first.words, seeds };
  }
  return undefined;
}

afterAll(() => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'value-traps.json'), `${JSON.stringify(caught, null, 2)}\n`);
  console.table(caught, ['trap', 'stage', 'rule', 'seeds']);
});

for (const trap of valueTraps) {
  test(`clients catch a keeper with the trap: ${trap.name}`, { timeout: 60_000 }, async () => {
    const found = await trip(trap);

    expect(found, `${trap.mistake}, and ${seedsMax} seeds of ${trap.stage.name} broke no rule`).toBeDefined();
    if (found !== undefined) caught.push(found);
  });
}

for (const trap of maskedTraps) {
  test(`no client can catch a keeper with the trap: ${trap.name}, for ${trap.why}`, async () => {
    const parts = await plantInKeeping(trap);

    for (const stage of trap.stages) {
      for (let seed = 1; seed <= maskedSeeds; seed += 1) {
        const found = judgeValues(playValues(stage.plan(seed), parts));
        expect(
          found,
          `${trap.name} is caught by seed ${seed} of ${stage.name}: it is no masked trap`,
        ).toEqual([]);
      }
    }
  });
}
