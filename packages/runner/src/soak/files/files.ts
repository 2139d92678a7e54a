// `soak --measure files`: files of all sizes are stored while peers are killed, leave, join and come back. In the end everything that was
// acknowledged has to be there, byte for byte; and once more after all peers were killed in one moment and started again.

import { mkdtempDisposable, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Chance, drawIds } from '@ringside/peer/sim';
import { startRing, type Ring } from '../../ring/index.ts';
import { closingWords } from '../measure/measure.ts';
import type { SoakAround } from '../soak.ts';
import { bits } from '../soak-ring.ts';
import { Clients, type Tally } from './clients.ts';
import { drawFiles, type DrawnFile } from './drawn-files.ts';
import { lose } from './losses.ts';
import { Register } from './register.ts';

export interface FilesOptions {
  readonly peers: number;
  readonly count: number;
  readonly lastsMs: number;
  readonly seed: number;
  readonly pingMs: number;
}

export interface FilesFound {
  readonly isHeld: boolean;
  readonly lines: readonly string[];
  readonly result: object;
}

const storersAtOnce = 3;
const readersAtOnce = 2;
const sayMs = 10_000;
const findWithinMs = 120_000;
const settleWithin = '60s';

export async function measureFiles(
  options: FilesOptions,
  { say, signal }: SoakAround,
): Promise<FilesFound | undefined> {
  const { peers, count, lastsMs, seed, pingMs } = options;
  const chance = new Chance(seed);
  const ids = drawIds(chance, peers, 2 ** bits);
  await using folder = await mkdtempDisposable(join(tmpdir(), 'ringside-files-'));
  const [data, post] = [join(folder.path, 'peers'), join(folder.path, 'post')];
  await mkdir(post);
  const start = async (who: readonly number[]): Promise<Ring> =>
    await startRing({ preset: 'chord', bits, peers: who, ping: `${pingMs}ms`, folder: data, signal });
  await using rings = new AsyncDisposableStack();
  let ring = rings.use(await start(ids));
  await ring.until('ideal', { within: settleWithin, signal });
  const register = new Register();
  const clients = new Clients({ ring: () => ring, register, chance: chance.branch(), folder: post, signal });
  const files = drawFiles(seed, count);
  const end = AbortSignal.any([signal, AbortSignal.timeout(lastsMs)]);
  using _ = sayNow(say, () => `${ring.peers.length} peers  |  ${tallyWords(clients.tally)}`);

  const losing = lose({ ring, chance: chance.branch(), signal: end, say });
  await Promise.all([
    ...split(files, storersAtOnce).map((each) => storeAll(clients, each, lastsMs, end)),
    ...Array.from({ length: readersAtOnce }, () => readOn(clients, register, chance.branch(), end)),
  ]);
  const losses = await losing;
  if (signal.aborted) return undefined;
  say('no more faults; everything is asked for');
  await ring.until('ideal', { within: settleWithin, signal });
  const missing = await clients.requestAll(findWithinMs, () => undefined);
  const survivors = ring.peers.map(({ id }) => id);
  say(`all ${survivors.length} peers are killed at once, and started again`);
  await Promise.all(survivors.map((id) => ring.kill(id)));
  await ring[Symbol.asyncDispose]();
  ring = rings.use(await start(survivors));
  await ring.until('ideal', { within: settleWithin, signal });
  const missingAfter = await clients.requestAll(findWithinMs, () => undefined);
  return found({ tally: clients.tally, losses, missing, missingAfter, files: files.length }, signal);
}

/** Each part in the order of the whole, and all versions of a name in one part: they are stored one after the other. */
function split(files: readonly DrawnFile[], parts: number): DrawnFile[][] {
  const names = [...new Set(files.map(({ name }) => name))];
  const partOf = new Map(names.map((name, nth) => [name, nth % parts]));
  return Array.from({ length: parts }, (_, part) => files.filter(({ name }) => partOf.get(name) === part));
}

/** Spread over the time, so that faults meet stores to the end; what is late is stored when the time is over. */
async function storeAll(
  clients: Clients,
  files: readonly DrawnFile[],
  lastsMs: number,
  end: AbortSignal,
): Promise<void> {
  const startedAt = performance.now();
  for (const [nth, file] of files.entries()) {
    const dueMs = startedAt + (0.97 * lastsMs * nth) / files.length - performance.now();
    if (dueMs > 0) await setTimeout(dueMs, undefined, { signal: end }).catch(() => undefined);
    await clients.store(file);
  }
}

async function readOn(clients: Clients, register: Register, chance: Chance, end: AbortSignal): Promise<void> {
  while (!end.aborted) {
    const name = chance.pick(register.acknowledged());
    if (name !== undefined) await clients.request(name);
    await setTimeout(20, undefined, { signal: end }).catch(() => undefined);
  }
}

function sayNow(say: (line: string) => void, words: () => string): Disposable {
  const timer = setInterval(() => say(words()), sayMs);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

function tallyWords({ stored, storedBytes, retries, read, unanswered, absent, wrong }: Tally): string {
  const mb = Math.round(storedBytes / 1e6);
  return `${stored} stored (${mb} MB), ${retries} said again  |  ${read} read, ${unanswered} unanswered, ${absent.length} absent, ${wrong.length} wrong`;
}

interface Facts {
  readonly tally: Tally;
  readonly losses: ReadonlyMap<string, number>;
  readonly missing: readonly string[];
  readonly missingAfter: readonly string[];
  readonly files: number;
}

function found({ tally, losses, missing, missingAfter, files }: Facts, signal: AbortSignal): FilesFound {
  const { absent, wrong, reasons } = tally;
  const isHeld =
    tally.stored === files &&
    absent.length + wrong.length + missing.length + missingAfter.length === 0 &&
    !signal.aborted;
  const lines = [
    '',
    tallyWords(tally),
    `peers: ${[...losses].map(([what, times]) => `${times} ${what}`).join(', ')}`,
    ...[...reasons].map(([reason, times]) => `${times} times ${reason}`),
    ...absent.map((each) => `said to be absent: ${each}`),
    ...wrong.map((each) => `other bytes: ${each}`),
    `not to be had in the end: ${missing.length}; after all were killed: ${missingAfter.length}`,
    closingWords(isHeld, 'what is acknowledged is there, byte for byte, whoever was killed', signal),
  ];
  return {
    isHeld,
    lines,
    result: { ...tally, reasons: [...reasons], losses: [...losses], missing, missingAfter },
  };
}
