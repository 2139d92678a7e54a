import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { play, type Outcome } from '../../src/sim/index.ts';
import { plant } from './plant.ts';
import type { Stage, Trap } from './trap.ts';
import { traps } from './traps.ts';

/** A trap that is not caught by then is not caught. */
const seedsMax = 20;
const folder = join(import.meta.dirname, '../../../../.ringside');

interface Caught {
  readonly trap: string;
  readonly stage: string;
  readonly rule: string;
  readonly words: string;
  readonly seeds: number;
}

const caught: Caught[] = [];
const shipped = new Map<string, Outcome>();

/** What the core that ships makes of the same seed. */
function shippedOutcome(stage: Stage, seed: number): Outcome {
  const key = `${stage.name}: ${seed}`;
  const outcome = shipped.get(key) ?? play(stage.plan(seed));
  shipped.set(key, outcome);
  return outcome;
}

async function trip(trap: Trap): Promise<Caught | undefined> {
  const core = await plant(trap);
  for (let seeds = 1; seeds <= seedsMax; seeds += 1) {
    const { found, drawn } = play(trap.stage.plan(seeds), { core });
    const sound = shippedOutcome(trap.stage, seeds);
    expect(
      sound.found,
      `the core that ships, seed ${seeds} of ${trap.stage.name}\n${sound.drawn}`,
    ).toBeUndefined();
    if (found === undefined) continue;
    expect(trap.rules, `${found.words}\n${drawn}`).toContain(found.rule);
    return { trap: trap.name, stage: trap.stage.name, rule: found.rule, words: found.words, seeds };
  }
  return undefined;
}

afterAll(() => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'traps.json'), `${JSON.stringify(caught, null, 2)}\n`);
  console.table(caught, ['trap', 'stage', 'rule', 'seeds']);
});

for (const trap of traps) {
  test(`the swarm catches a core with the trap: ${trap.name}`, async () => {
    const found = await trip(trap);

    expect(found, `${trap.mistake}, and ${seedsMax} seeds of ${trap.stage.name} broke no rule`).toBeDefined();
    if (found !== undefined) caught.push(found);
  });
}

test('a trap whose place is not in the core any more cannot be set', async () => {
  const change = { file: 'space.ts', before: 'value % space.sizes', after: '' };

  await expect(plant({ name: 'none', changes: [change] })).rejects.toThrow(
    'none: found 0 times in ring/space.ts',
  );
});
