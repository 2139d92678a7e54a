// Shared by the tests of verdicts: the result of a run in which all went well, to be changed in one place.

import type { PlayResult, StepResult } from '../../src/scenario/index.ts';

export const noLag = { maxMs: 0, share: 0 };

export const goodStep: StepResult = {
  id: 'start.2',
  phase: 'start',
  words: 'wait until the ring is ideal',
  isClaim: true,
  startedMs: 100,
  tookMs: 400,
  limitMs: 20_000,
  failure: null,
  says: null,
};

export const goodResult: PlayResult = {
  arena: 'processes',
  tookMs: 4_000,
  steps: [goodStep],
  always: [{ name: 'one ring', outcome: 'held', says: null, atMs: null }],
  finally: [{ name: '7 peers live', outcome: 'held', says: null, atMs: 3_900 }],
  samples: [
    { metric: 'detect', value: 800, phase: 'crash', load: null },
    { metric: 'detect', value: 400, phase: 'crash', load: null },
  ],
  loads: {},
  operations: [],
  wasParted: false,
  endings: [],
  arenaFailure: null,
  isInterrupted: false,
};
