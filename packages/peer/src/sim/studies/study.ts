// What a study is: a claim, tasks that can be done in any order and on any core, and figures that say whether the claim held. No task
// touches anything outside: options and a seed go in, figures come out.

import type { Figure } from './figure.ts';

/** A number that may be changed from the command line. */
export interface Flag {
  /** What it is when nothing is said. */
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly says: string;
}

export type Options<Name extends string> = { readonly [Each in Name]: number };

/** The machine that runs a task. Only studies that measure the simulator itself ask it anything. */
export interface Machine {
  /** Processor time that this thread has had so far: it does not depend on what else the machine does. */
  cpuMs(): number;
  /** Memory in use once everything unreachable is gone. */
  usedBytes(): number;
  /** One line for whoever waits. */
  say(line: string): void;
}

/** A text made from figures, kept with the sources. The path begins at the root of the workspace. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

export interface Conclusion {
  readonly figures: readonly Figure[];
  readonly pages?: readonly Page[];
}

/** `Task` and `Result` are plain values: they travel between threads. */
export interface Study<Name extends string, Task, Result> {
  readonly claim: string;
  readonly flags: { readonly [Each in Name]: Flag };
  plan(options: Options<Name>, seed: number): readonly Task[];
  perform(task: Task, machine: Machine): Result;
  /** `results` in the order of the tasks. */
  conclude(results: readonly Result[], options: Options<Name>): Conclusion;
}

export type AnyStudy = Study<string, unknown, unknown>;

/** A machine that measures nothing and keeps silent. */
export const noMachine: Machine = { cpuMs: () => 0, usedBytes: () => 0, say: () => undefined };

/** The whole study, one task after another. */
export function conduct<Name extends string, Task, Result>(
  study: Study<Name, Task, Result>,
  changed: Partial<Options<Name>> = {},
  seed: number = 1,
): Conclusion {
  const options = { ...defaultOptions(study.flags), ...changed };
  const results = study.plan(options, seed).map((task) => study.perform(task, noMachine));
  return study.conclude(results, options);
}

/** Every flag at its usual value. */
export function defaultOptions<Name extends string>(flags: { readonly [Each in Name]: Flag }): Options<Name> {
  const values = Object.entries<Flag>(flags).map(([name, { value }]) => [name, value]);
  return Object.fromEntries(values);
}
