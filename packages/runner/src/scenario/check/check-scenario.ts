// Whether the parts of a scenario fit together: everything that can be known without a seed. The list of what is checked.

import type { Sha256 } from '@ringside/peer/keys';
import type { Scenario } from '../language/index.ts';
import type { Fault } from '../mistake.ts';
import { rosterOf } from '../roster.ts';
import { checkLengths } from './lengths.ts';
import { checkMatrix } from './matrix.ts';
import { checkPeers } from './peers.ts';
import { checkPhases } from './phases.ts';
import { checkRing } from './ring.ts';
import { checkSteps } from './steps.ts';
import { checkThresholds } from './thresholds.ts';
import { checkValueNames } from './value-names.ts';

export function checkScenario(scenario: Scenario, sha256: Sha256): readonly Fault[] {
  return [
    ...checkRing(scenario),
    ...checkPeers(scenario, sha256),
    ...checkPhases(scenario),
    ...checkSteps(scenario, rosterOf(scenario, sha256)),
    ...checkValueNames(scenario, sha256),
    ...checkThresholds(scenario),
    ...checkLengths(scenario),
    ...checkMatrix(scenario),
  ];
}
