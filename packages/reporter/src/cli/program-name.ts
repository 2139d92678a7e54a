// What the program calls itself.

import { readFileSync } from 'node:fs';

export const programName = 'reporter';

/** Read when asked for: `dist/` and `src/` both lie beside package.json. */
export function programVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const isNamed = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isNamed ? String(manifest.version) : 'unknown';
}
