// A scenario as YAML, to be saved beside the results of its run and read again.

import { stringify } from 'yaml';
import type { Json } from '../language/index.ts';

/** Comments are lost; every value is there. Equal parts are written out, since no reader of ours takes aliases. */
export function writeScenario({ written }: { readonly written: Json }): string {
  return stringify(written, { aliasDuplicateObjects: false, version: '1.2', schema: 'core', lineWidth: 110 });
}
