// Shared by the tests of scenarios: reading texts as the runner does.

import { createHash } from 'node:crypto';
import {
  compileRun,
  mistakeLines,
  readRuns,
  type Outside,
  type Plan,
  type Run,
} from '../../src/scenario/index.ts';

export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

/** A small ring, up to where its steps begin: seven lines, so that the first step stands on line 8. */
export const frame = `ringside: 1
name: story
ring: { preset: classic, ping: 1s }
peers: { seven: { ids: [2, 4, 5, 8, 9, 14, 19] } }
phases:
  - name: start
    do:
`;

export function read(text: string | Uint8Array, outside: Partial<Outside> = {}): ReturnType<typeof readRuns> {
  return readRuns(
    'story.yaml',
    text,
    { settings: [], seed: undefined, only: undefined, drawnSeed: 7, ...outside },
    sha256,
  );
}

/** Everything that is wrong with it, as it is shown; no lines when it is right. Its plan is made too. */
export function complaints(text: string | Uint8Array, outside: Partial<Outside> = {}): readonly string[] {
  const runs = read(text, outside);
  if (runs.kind === 'wrong') return mistakeLines(runs.mistakes);
  return runs.runs.flatMap((run) => {
    const compiled = compileRun(run, sha256);
    return compiled.kind === 'wrong' ? mistakeLines(compiled.mistakes) : [];
  });
}

export function runsOf(text: string, outside: Partial<Outside> = {}): readonly Run[] {
  const runs = read(text, outside);
  if (runs.kind === 'wrong') throw new Error(mistakeLines(runs.mistakes).join('\n'));
  return runs.runs;
}

/** The plan of the first run. */
export function planOf(text: string, outside: Partial<Outside> = {}): Plan {
  const [run] = runsOf(text, outside);
  if (run === undefined) throw new Error('there is no run');
  const compiled = compileRun(run, sha256);
  if (compiled.kind === 'wrong') throw new Error(mistakeLines(compiled.mistakes).join('\n'));
  return compiled.plan;
}

/** The same with steps in the frame. */
export function planOfSteps(steps: string): Plan {
  return planOf(`${frame}${steps}`);
}
