// The tasks of a study on several cores: each worker takes the next task when it has done one. Results keep the order of the tasks.

import process from 'node:process';
import { Worker } from 'node:worker_threads';
import type { FromWorker, ToWorker } from './study-worker.ts';

/** A worker may take most of the machine's memory: some studies need it. */
const heapMb = 20_000;
/** Nearly all that a simulation makes lives for one event: the more room it has, the less there is to collect. */
const youngMb = 192;

export interface Watcher {
  readonly say: (line: string) => void;
  readonly onDone: (done: number) => void;
}

/** Performs every task of the study of that name on so many workers. */
export async function performAll(
  study: string,
  tasks: readonly unknown[],
  workers: number,
  watcher: Watcher,
): Promise<readonly unknown[]> {
  const results: unknown[] = Array.from({ length: tasks.length });
  let next = 0;
  let done = 0;
  const take = (): ToWorker | undefined => {
    const nth = next;
    next += 1;
    return nth < tasks.length ? { nth, task: tasks[nth] } : undefined;
  };
  const keep = (nth: number, result: unknown): void => {
    results[nth] = result;
    done += 1;
    watcher.onDone(done);
  };
  const crew = Array.from({ length: workers }, () => work(study, take, keep, watcher));
  await Promise.all(crew);
  return results;
}

/** One worker, until nothing is left to take. */
async function work(
  study: string,
  take: () => ToWorker | undefined,
  keep: (nth: number, result: unknown) => void,
  { say }: Watcher,
): Promise<void> {
  const program = process.argv[1];
  if (program === undefined) throw new RangeError('a study is run from a file');
  const worker = new Worker(program, {
    workerData: study,
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: youngMb },
  });
  const give = (): void => {
    const asked = take();
    if (asked === undefined) void worker.terminate();
    else worker.postMessage(asked); // oxlint-disable-line unicorn/require-post-message-target-origin -- A thread has no origin.
  };
  await new Promise<void>((resolve, reject) => {
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'say') return say(message.line);
      keep(message.nth, message.result);
      give();
    });
    worker.on('error', reject);
    worker.on('exit', () => resolve());
    give();
  });
}
