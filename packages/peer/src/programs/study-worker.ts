// One thread that performs tasks of a study. It is also the machine that a study may measure.

import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import type { AnyStudy, Machine } from '../sim/studies/index.ts';

export interface ToWorker {
  readonly nth: number;
  readonly task: unknown;
}

export type FromWorker =
  | { readonly kind: 'done'; readonly nth: number; readonly result: unknown }
  | { readonly kind: 'say'; readonly line: string };

/** Performs what comes until the thread is ended. `workerData` is the name of the study. */
export function workOnTasks(studies: Readonly<Record<string, AnyStudy>>): void {
  const study = studies[String(workerData)];
  const port = parentPort;
  if (study === undefined || port === null) throw new RangeError(`no study ${String(workerData)}`);
  const post = (message: FromWorker): void => port.postMessage(message);
  const machine: Machine = {
    cpuMs,
    usedBytes,
    say: (line) => post({ kind: 'say', line }),
  };
  port.on('message', ({ nth, task }: ToWorker) => {
    post({ kind: 'done', nth, result: study.perform(task, machine) });
  });
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

function usedBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
