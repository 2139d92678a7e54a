// Both arenas, opened for the same plan: what one can do the other must do as well.

import { sha256 } from '../scenario/reading.ts';
import { RunFiles } from '../../src/arenas/run-files.ts';
import { openProcessArena } from '../../src/arenas/processes/process-arena.ts';
import { SimulatorArena } from '../../src/arenas/simulator/simulator-arena.ts';
import type { Arena, Plan } from '../../src/scenario/index.ts';
import { ringsidePeer } from '../../src/spawn/index.ts';
import { freshFolder } from '../fixtures/fake-ring.ts';

export type UseArena = (plan: Plan, work: (arena: Arena) => Promise<void>) => Promise<void>;

async function onProcesses(plan: Plan, work: (arena: Arena) => Promise<void>): Promise<void> {
  const folder = freshFolder();
  await using arena = await openProcessArena({
    plan,
    folder,
    files: new RunFiles(folder, folder),
    commandOf: () => undefined,
    ownCommand: ringsidePeer(),
    ringFile: undefined,
    signal: new AbortController().signal,
  });
  await work(arena);
}

async function inSimulator(plan: Plan, work: (arena: Arena) => Promise<void>): Promise<void> {
  const folder = freshFolder();
  const arena = new SimulatorArena({ plan, sha256, files: new RunFiles(folder, folder) });
  await arena.time.drive(work(arena));
}

export const arenas: readonly (readonly [name: string, use: UseArena])[] = [
  ['processes', onProcesses],
  ['the simulator', inSimulator],
];
