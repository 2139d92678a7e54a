// `runner schema`: the JSON Schema of scenario files, for editors.

import { EXIT } from '@ringside/peer/settings';
import { scenarioSchema } from '../scenario/index.ts';
import type { Surroundings } from '../session/surroundings.ts';

export function schema({ stdout }: Surroundings): number {
  stdout.write(`${JSON.stringify(scenarioSchema(), null, 2)}\n`);
  return EXIT.ok;
}
