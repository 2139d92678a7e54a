// The shape of a whole scenario file: the one definition that reads it, refuses it, and becomes the JSON Schema for editors.

import { z } from 'zod';
import type { Axis, Phase, Scenario } from '../language/index.ts';
import { alwaysCheck, finalCheck } from './condition.ts';
import { line, list, whole } from './leaves.ts';
import { mapping } from './mapping.ts';
import { label, labels, scenarioName } from './names.ts';
import { groups, limits, loads, ring, withoutLimits } from './settings.ts';
import { step } from './step.ts';
import { thresholds } from './thresholds.ts';
import { stepsMax } from './verbs.ts';
import { refuse } from './words.ts';

const seedMax = 2 ** 32 - 1;
const phasesMax = 100;
const checksMax = 50;
const repeatMax = 1_000;
const valuesMax = 100;

const phaseMend = 'write it like {name: start, do: [{start: core}]}';

const phase = mapping('word of a phase', phaseMend, {
  name: label('What the phase is called in filters and reports.'),
  during: labels('Loads that run while the phase lasts.').optional(),
  do: list(step, 'steps', 'write at least one step', stepsMax).meta({
    description: 'Steps, one after another.',
  }),
}).transform(({ name, during, do: steps }): Phase => ({ name, during: during ?? [], steps }));

const seedError = refuse(`no whole number from 0 to ${seedMax}`, 'write one, or random');
const seed = z
  .union(
    [
      z.int({ error: seedError }).min(0, { error: seedError }).max(seedMax, { error: seedError }),
      z.literal('random', { error: seedError }),
    ],
    {
      error: seedError,
    },
  )
  .meta({ description: 'Everything drawn comes from it. random (when absent): drawn, and printed.' });

const scalar = z.union([z.number(), z.string(), z.boolean()], {
  error: refuse('no value of a setting', 'write a number or a text'),
});
const matrix: z.ZodType<readonly Axis[]> = z
  .record(z.string(), list(scalar, 'values', 'write them like [250ms, 1s]', valuesMax), {
    error: refuse('no mapping', 'write it like {ring.ping: [250ms, 1s]}'),
  })
  .meta({
    description:
      'Settings and the values they take in turn; every combination is a run of its own. seed, repeat, ring.ping, peers.core.count, load.mixed.store.rate ...',
  })
  .transform((raw) => Object.entries(raw).map(([setting, values]): Axis => ({ setting, values })));

const versionError = refuse('no version of this language', 'write ringside: 1');

const shape = mapping(
  'word of a scenario',
  'write it like the examples of docs/scenarios.md',
  {
    ringside: z.literal(1, { error: versionError }).meta({ description: 'The version of the language.' }),
    name: scenarioName('What the scenario is called; names its results too.'),
    description: line(500, 'What the scenario claims, in one sentence.').optional(),
    seed: seed.optional(),
    ring: ring.optional(),
    peers: groups,
    limits: limits.optional(),
    load: loads.optional(),
    phases: list(phase, 'phases', phaseMend, phasesMax).meta({ description: 'What is done, in order.' }),
    always: list(alwaysCheck, 'checks', 'write it like [{ring: connected}]', checksMax)
      .meta({ description: 'True all the time, once the first step is done.' })
      .optional(),
    finally: list(finalCheck, 'checks', 'write it like [{ring: ideal}]', checksMax)
      .meta({ description: 'True in the end, after all faults are healed and the ring had time to settle.' })
      .optional(),
    thresholds: thresholds.optional(),
    matrix: matrix.optional(),
    repeat: whole(1, repeatMax, 'Play so often, each time with the next seed. Once when absent.').optional(),
  },
  { title: 'Ringside scenario', description: 'A ring of peers, what is done to it, and what must hold.' },
);

/** Reads what a file holds. */
export const scenarioShape: z.ZodType<Omit<Scenario, 'written'>> = shape.transform((raw) => ({
  name: raw.name,
  description: raw.description,
  seed: raw.seed ?? 'random',
  ring: raw.ring ?? ring.parse({}),
  groups: raw.peers,
  peersMax: raw.limits ?? withoutLimits,
  loads: raw.load ?? [],
  phases: raw.phases,
  always: raw.always ?? [],
  finally: raw.finally ?? [],
  thresholds: raw.thresholds ?? [],
  matrix: raw.matrix ?? [],
  repeat: raw.repeat ?? 1,
}));
