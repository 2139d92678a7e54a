// A run becomes its plan, or mistakes with the places of its file.

import type { Sha256 } from '@ringside/peer/keys';
import { mistakeAt } from '../document.ts';
import { sortMistakes, type Mistake } from '../mistake.ts';
import type { Run } from '../settings/runs.ts';
import { compile } from './compile.ts';
import type { Plan } from './plan.ts';

export type PlannedRun =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'wrong'; readonly mistakes: readonly Mistake[] };

export function compileRun({ scenario, seed, document }: Run, sha256: Sha256): PlannedRun {
  const compiled = compile(scenario, seed, sha256);
  if (compiled.kind === 'plan') return compiled;
  return {
    kind: 'wrong',
    mistakes: sortMistakes(compiled.faults.map((fault) => mistakeAt(document, fault))),
  };
}
