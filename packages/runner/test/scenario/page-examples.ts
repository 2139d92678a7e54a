// The examples of docs/scenarios.md, as whole scenarios: for the tests of the page and of the schema.

import { readFileSync } from 'node:fs';
import { frame } from './reading.ts';

export const page: string = readFileSync(new URL('../../../../docs/scenarios.md', import.meta.url), 'utf8');

export interface Example {
  /** What stands behind the fence: `yaml`, `yaml steps`, `yaml steps wrong`, `text`. */
  readonly kind: string;
  readonly text: string;
  readonly scenario: string;
  /** The block after it, if that is an answer. */
  readonly answer: string | undefined;
}

const load = 'load: { mixed: { lookup: { rate: 5/s } } }\n';

const blocks = [...page.matchAll(/^```(?<kind>[^\n]*)\n(?<text>[\s\S]*?)^```$/gm)].map(({ groups }) => ({
  kind: groups?.['kind'] ?? '',
  text: groups?.['text'] ?? '',
}));

export const examples: readonly Example[] = blocks.map(({ kind, text }, place) => {
  const next = blocks[place + 1];
  return {
    kind,
    text,
    scenario: scenarioOf(kind, text),
    answer: next?.kind === 'text' ? next.text : undefined,
  };
});

export const rightExamples: readonly Example[] = examples.filter(
  ({ kind }) => kind.startsWith('yaml') && !kind.includes('wrong'),
);

/** Steps stand after the start of the small ring, with a load beside them; wrong ones without it, so that lines are counted as the page says. */
function scenarioOf(kind: string, text: string): string {
  if (!kind.includes('steps')) return text;
  const steps = `- start: seven\n${text}`.replaceAll(/^(?=.)/gm, '      ');
  if (kind.includes('wrong')) return `${frame}${steps}`;
  return `${frame.replace('    do:\n', '    during: mixed\n    do:\n')}${steps}${load}`;
}
