// A plan from a file, or everything that is wrong with it, each with its place. The same care as for scenarios: the file may be anybody's.

import type { Sha256 } from '@ringside/peer/keys';
import { playedMax } from '../check/lengths.ts';
import { mistakeAt } from '../document.ts';
import { sortMistakes, type Fault, type Mistake } from '../mistake.ts';
import { planHash, sealed, type Unsealed } from '../plan/hash.ts';
import type { Plan, PlannedStep } from '../plan/plan.ts';
import { planFaults } from '../plan/sound.ts';
import { shapeFaults } from '../shape/faults.ts';
import { readDocument } from '../yaml/read-document.ts';
import { planShape } from './plan.ts';

export type ReadPlan =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'wrong'; readonly mistakes: readonly Mistake[] };

const bounds = { noun: 'plan', bytesMax: 8 * 1024 * 1024, nodesMax: 500_000, depthMax: 40 } as const;

/** As it is saved: JSON that a person can read. */
export function writePlan(plan: Plan): string {
  return `${JSON.stringify(plan, null, 1)}\n`;
}

/** `source`: the file's name, for errors. */
export function readPlan(source: string, bytes: Uint8Array | string, sha256: Sha256): ReadPlan {
  const read = readDocument(source, bytes, bounds);
  if (read.kind === 'wrong') return read;
  const { document } = read;
  const shaped = planShape.safeParse(document.value, { reportInput: true });
  const faults = shaped.success ? faultsOf(shaped.data, sha256) : shapeFaults(shaped.error);
  if (!shaped.success || faults.length > 0) {
    return { kind: 'wrong', mistakes: sortMistakes(faults.map((fault) => mistakeAt(document, fault))) };
  }
  return { kind: 'plan', plan: sealed(shaped.data, sha256) };
}

function faultsOf(plan: Unsealed, sha256: Sha256): readonly Fault[] {
  const { hash, ...rest } = plan;
  const broken = hash !== undefined && hash !== planHash(rest, sha256);
  const seal: Fault[] = broken
    ? [
        {
          path: ['hash'],
          end: 'value',
          message: 'this plan was changed after it was made; take the hash out to play it as it is',
        },
      ]
    : [];
  return [...seal, ...tooLong(plan), ...planFaults(sealed(rest, sha256))];
}

function tooLong({ phases }: Pick<Plan, 'phases'>): readonly Fault[] {
  const played = phases.reduce(
    (sum, { steps }) => sum + steps.reduce((inner, step) => inner + playedIn(step), 0),
    0,
  );
  if (played <= playedMax) return [];
  return [
    {
      path: ['phases'],
      end: 'key',
      message: `${played} steps would be played, and a run has at most ${playedMax}; take some out`,
    },
  ];
}

function playedIn(step: PlannedStep): number {
  if (step.act === 'parallel') return step.branches.flat().reduce((sum, each) => sum + playedIn(each), 1);
  return step.act === 'churn' || step.act === 'burst' ? 1 + step.events.length : 1;
}
