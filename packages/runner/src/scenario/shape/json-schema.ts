// The JSON Schema of scenario files, for editors: draft 2020-12, made from the shape that reads them.

import { z } from 'zod';
import { scenarioShape } from './scenario.ts';

/** Plain JSON, ready to be printed. */
export function scenarioSchema(): object {
  const schema = z.toJSONSchema(scenarioShape, { io: 'input', target: 'draft-2020-12' });
  return { $id: 'urn:ringside:scenario:1', ...schema };
}
