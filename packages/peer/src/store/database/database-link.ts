// The peer's side of the database's thread. The thread begins with the first need of it: a peer that keeps nothing pays nothing.

import { once } from 'node:events';
import { getCompileCacheDir } from 'node:module';
import { extname } from 'node:path';
import process from 'node:process';
import { Worker } from 'node:worker_threads';
import { diskFull } from '../admission.ts';
import { diskFailed, folderTrouble } from '../disk-trouble.ts';
import { headOf, type Head } from '../head.ts';
import type { RowChange } from './database.ts';
import type { DatabasePlace, Mishap, Refusal } from './mending-database.ts';
import type { FromThread, ToThread } from './messages.ts';

/** A thread whose database is open. */
interface Running {
  readonly worker: Worker;
  /** What the database held when it was opened; emptied by who takes it. */
  readonly heads: Head[];
}

type Answer = Extract<FromThread, { readonly n: number }>;

export class DatabaseLink implements AsyncDisposable {
  readonly #place: DatabasePlace;
  readonly #onMishap: (mishap: Mishap) => void;
  readonly #waiting = new Map<number, PromiseWithResolvers<Answer>>();
  #running: Promise<Running> | undefined;
  #asked = 0;
  #freeBytes = 0;

  constructor(place: DatabasePlace, onMishap: (mishap: Mishap) => void) {
    this.#place = place;
    this.#onMishap = onMishap;
  }

  /** Room within the file of the database, when it was last heard of. */
  get freeBytes(): number {
    return this.#freeBytes;
  }

  /** Opens the database. Every head in it, in the order in which they came; to be asked before anything is written. */
  async heads(): Promise<readonly Head[]> {
    return (await this.#run()).heads.splice(0);
  }

  /** One transaction, durable when resolved, with what was refused, place by place. */
  async write(ops: readonly (readonly RowChange[])[]): Promise<readonly (Refusal | null)[]> {
    const answer = await this.#ask((n) => ({ ask: 'write', n, ops }));
    return answer.say === 'written' ? answer.refusals : [];
  }

  /** The bytes that belong to the head of that id. Undefined: there are none that could be read. */
  async read(what: string, id: number): Promise<Uint8Array | undefined> {
    const answer = await this.#ask((n) => ({ ask: 'read', n, id }));
    if (answer.say === 'unread') throw diskFailed(what, answer.why);
    return answer.say === 'read' ? answer.bytes : undefined;
  }

  /** What was asked before is done first. */
  async [Symbol.asyncDispose](): Promise<void> {
    const running = await this.#running?.catch(() => undefined);
    if (running === undefined) return;
    const exited = once(running.worker, 'exit');
    tell(running.worker, { ask: 'close' });
    await exited;
  }

  async #ask(make: (n: number) => ToThread): Promise<Answer> {
    const { worker, heads } = await this.#run();
    // Whoever wanted them has asked before.
    heads.length = 0;
    const n = this.#asked++;
    const answer = Promise.withResolvers<Answer>();
    this.#waiting.set(n, answer);
    tell(worker, make(n));
    return await answer.promise;
  }

  /** The thread, begun anew when it is not there. */
  async #run(): Promise<Running> {
    this.#running ??= this.#start();
    return await this.#running;
  }

  async #start(): Promise<Running> {
    const program = new URL(`./database-thread${extname(import.meta.url)}`, import.meta.url);
    // Flags of the program that uses the peer are not for this thread: --input-type would end it.
    const worker = new Worker(program, { workerData: this.#place, env: threadEnvironment(), execArgv: [] });
    const opened = Promise.withResolvers<void>();
    const heads: Head[] = [];
    let hasEnded = false;
    const end = (error: Error): void => {
      // What ends a thread is followed by its exit, and by then another one may run.
      if (hasEnded) return;
      hasEnded = true;
      this.#running = undefined;
      opened.reject(error);
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    };
    worker.on('error', (error) => end(diskFailed('the database', String(error), error)));
    worker.on('exit', () => end(diskFailed('the database', 'its thread has ended')));
    worker.on('message', (said: FromThread) => {
      switch (said.say) {
        case 'heads':
          return void heads.push(...said.lines.map(headOf));
        case 'open':
          this.#freeBytes = said.freeBytes;
          return opened.resolve();
        case 'unusable':
          return end(this.#unusable(said));
        case 'mishap':
          return this.#onMishap(said.mishap);
        default:
          if (said.say === 'written') this.#freeBytes = said.freeBytes;
          this.#waiting.get(said.n)?.resolve(said);
          this.#waiting.delete(said.n);
      }
    });
    await opened.promise;
    return { worker, heads };
  }

  #unusable({ why, isFull }: Extract<FromThread, { readonly say: 'unusable' }>): Error {
    if (isFull) return diskFull('the database', 'the disk is full');
    return folderTrouble(this.#place.folder, why);
  }
}

/** The code that was compiled once for the peer's own thread is not compiled again for this one. */
function threadEnvironment(): NodeJS.ProcessEnv {
  const cache = getCompileCacheDir();
  return cache === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: cache };
}

/** The bytes are copied: to hand over each small piece of memory would take longer. */
function tell(worker: Worker, message: ToThread): void {
  worker.postMessage(message, []);
}
