// Reads the sources for the house rules: which files there are, what they import, what they say once comments and strings are gone.

import { readFileSync, globSync } from 'node:fs';
import { join } from 'node:path';

export interface Source {
  /** From the root of the workspace, such as packages/peer/src/ring/step.ts. */
  readonly path: string;
  readonly text: string;
  /** The text without comments and strings: what the file does. */
  readonly code: string;
  readonly lines: number;
  readonly imports: readonly Import[];
}

export interface Import {
  readonly from: string;
  readonly isTypeOnly: boolean;
}

export const root: string = join(import.meta.dirname, '..');

/** All TypeScript files that match, without built and installed ones. */
export function sources(...patterns: readonly string[]): readonly Source[] {
  const paths = globSync([...patterns], { cwd: root, exclude: ['**/node_modules', '**/dist'] });
  return paths.toSorted().map((path) => sourceOf(path));
}

export function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

function sourceOf(path: string): Source {
  const text = readText(path);
  return {
    path,
    text,
    code: codeOf(text),
    lines: text.trimEnd().split('\n').length,
    imports: importsOf(text),
  };
}

/** Static, re-exporting and dynamic imports. Sources are formatted, so that each begins a line or stands behind `import(`. */
function importsOf(text: string): Import[] {
  const found = text.matchAll(
    /^(?:import|export)\s(?<type>type\s)?[^;'"]*?from\s'(?<from>[^']+)'|^import\s'(?<bare>[^']+)'|\bimport\('(?<dynamic>[^']+)'\)/gm,
  );
  return [...found].map(({ groups }) => ({
    from: groups?.['from'] ?? groups?.['bare'] ?? groups?.['dynamic'] ?? '',
    isTypeOnly: groups?.['type'] !== undefined,
  }));
}

/** Strings first, for they may hold `//`. What stands in `${}` of a template goes with it: rules look at plain code. */
function codeOf(text: string): string {
  return text.replaceAll(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (match) =>
    match.startsWith('/') ? '' : "''",
  );
}
