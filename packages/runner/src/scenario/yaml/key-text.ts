// A key of a YAML mapping as the text that was written: `9` is the text 9.

import { isScalar } from 'yaml';

/** Undefined when it is no plain text. */
export function keyText(key: unknown): string | undefined {
  if (!isScalar(key) || key.value === null) return undefined;
  return typeof key.value === 'string' ? key.value : key.source;
}
