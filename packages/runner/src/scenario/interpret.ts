// From a document to a scenario, or to everything that is wrong with it.

import type { Sha256 } from '@ringside/peer/keys';
import { checkScenario } from './check/check-scenario.ts';
import { mistakeAt, type Document } from './document.ts';
import type { Scenario } from './language/index.ts';
import { sortMistakes, type Fault, type Mistake } from './mistake.ts';
import { shapeFaults } from './shape/faults.ts';
import { scenarioShape } from './shape/scenario.ts';

export type Interpreted =
  | { readonly kind: 'scenario'; readonly scenario: Scenario }
  | { readonly kind: 'wrong'; readonly mistakes: readonly Mistake[] };

/** First the shape of every value; then, when all of them are right, whether they fit together. */
export function interpret(document: Document, sha256: Sha256): Interpreted {
  const read = scenarioShape.safeParse(document.value, { reportInput: true });
  if (!read.success) return wrong(document, shapeFaults(read.error));
  const scenario = { ...read.data, written: document.value };
  const faults = checkScenario(scenario, sha256);
  return faults.length > 0 ? wrong(document, faults) : { kind: 'scenario', scenario };
}

function wrong(document: Document, faults: readonly Fault[]): Interpreted {
  return { kind: 'wrong', mistakes: sortMistakes(faults.map((fault) => mistakeAt(document, fault))) };
}
