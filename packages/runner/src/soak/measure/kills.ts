// How soon is a killed peer noticed? From SIGKILL until its predecessor announces it dead, one at a time or far apart, and started again after each round.

import { setTimeout } from 'node:timers/promises';
import { Chance, drawIds } from '@ringside/peer/sim';
import { LagMeter, type LagFigures } from '../lag.ts';
import { percentile } from '../percentile.ts';
import { perform, type Stage } from '../perform.ts';
import type { SoakAround } from '../soak.ts';
import { bits, startSoakRing } from '../soak-ring.ts';
import type { DeathNotice } from '../verdicts.ts';
import { inMs, lagWords, ranksInMs } from '../words.ts';
import { closingWords, MeasureError, untilWhole, type MeasureOptions } from './measure.ts';
import { drawShots, predecessorOf, type Shot } from './shots.ts';

/** What is promised: the 99th percentile, on a machine that is not late itself. */
const noticedWithinMs = 1_000;
/** A round in which this process was not later than this says what the detector does; a later one says what the machine did. */
const calmLagMs = 50;

export interface Kill {
  readonly id: number;
  readonly by: number;
  readonly atMs: number;
  /** Null: not within two intervals and a second. */
  readonly noticedMs: number | null;
  /** The largest lag of this process in the same round. */
  readonly lagMaxMs: number;
}

export interface KillsFound {
  readonly isHeld: boolean;
  readonly lines: readonly string[];
  readonly result: {
    readonly kills: readonly Kill[];
    readonly false: readonly DeathNotice[];
    readonly lag: LagFigures;
  };
}

export async function measureKills(
  options: MeasureOptions,
  around: SoakAround,
): Promise<KillsFound | undefined> {
  const { peers, count, seed, pingMs } = options;
  const chance = new Chance(seed);
  const ids = drawIds(chance, peers, 2 ** bits);
  await using soak = await startSoakRing({ ids, pingMs, signal: around.signal, onSecond: () => {} });
  if (soak === undefined) return undefined;
  using lag = new LagMeter();
  const stage: Stage = { soak, livingMin: 0, signal: around.signal, onBegin: () => {} };
  const kills: Kill[] = [];
  for (const shots of drawShots(chance, { ids, count, pingMs, stopMs: [0, 0] })) {
    await untilWhole(soak, pingMs, around.signal);
    if (around.signal.aborted) break;
    lag.lapMaxMs();
    const round = await Promise.all(shots.map(async (shot) => await measureOne(stage, shot, pingMs)));
    const lagMaxMs = lag.lapMaxMs();
    kills.push(...round.filter((kill) => kill !== undefined).map((kill) => ({ ...kill, lagMaxMs })));
    await bringBack(stage, shots, ids);
    around.say(
      `${kills.length} of ${count}  ${roundWords(kills.slice(-round.length))}  lag ${inMs(lagMaxMs)}`,
    );
  }
  return found(kills, soak.deaths.false, lag.figures(), around.signal);
}

async function measureOne(
  { soak, signal }: Stage,
  { id, afterMs }: Shot,
  pingMs: number,
): Promise<Omit<Kill, 'lagMaxMs'> | undefined> {
  const { ring, clock, deaths } = soak;
  await setTimeout(afterMs, undefined, { signal }).catch(() => undefined);
  if (signal.aborted) return undefined;
  const by =
    predecessorOf(
      id,
      ring.peers.map((peer) => peer.id),
    ) ?? id;
  const atMs = clock();
  await ring.kill(id);
  const limitMs = atMs + 2 * pingMs + 1_000;
  let notice = deaths.first(by, id, atMs);
  // The moment is noted when it is heard, so that looking now and then is exact enough.
  while (notice === undefined && clock() < limitMs && !signal.aborted) {
    await setTimeout(20);
    notice = deaths.first(by, id, atMs);
  }
  if (signal.aborted && notice === undefined) return undefined;
  return { id, by, atMs, noticedMs: notice === undefined ? null : notice.atMs - atMs };
}

/** The same ids again, so that the next round finds the same ring. */
async function bringBack(stage: Stage, shots: readonly Shot[], ids: readonly number[]): Promise<void> {
  const shot = new Set(shots.map(({ id }) => id));
  const via = ids.find((id) => !shot.has(id)) ?? 0;
  for (const id of shot) {
    if (stage.signal.aborted) return;
    const { outcome, why } = await perform(stage, { act: 'return', id, via });
    if (outcome !== 'done' && !stage.signal.aborted)
      throw new MeasureError(`peer ${id} did not come back: ${why ?? outcome}`);
  }
}

function found(
  kills: readonly Kill[],
  wrong: readonly DeathNotice[],
  lag: LagFigures,
  signal: AbortSignal,
): KillsFound {
  const calm = kills.filter(({ lagMaxMs }) => lagMaxMs <= calmLagMs);
  const missed = kills.filter(({ noticedMs }) => noticedMs === null).length;
  const isQuick = (of: readonly Kill[]): boolean => percentile(times(of), 0.99) <= noticedWithinMs;
  const isToldApart = calm.length * 2 >= kills.length && isQuick(calm);
  const isHeld = kills.length > 0 && missed === 0 && wrong.length === 0 && (isQuick(kills) || isToldApart);
  const lines = [
    '',
    `kills                 ${kills.length}, noticed by the predecessor: ${ranksInMs(times(kills))}`,
    `in calm rounds        ${calm.length} (lag up to ${inMs(calmLagMs)}): ${ranksInMs(times(calm))}`,
    `not noticed           ${missed}`,
    `false verdicts        ${wrong.length}`,
    `event-loop lag here   ${lagWords(lag)}`,
    closingWords(isHeld, `p99 of noticed kills is to be at most ${inMs(noticedWithinMs)}`, signal),
  ];
  return { isHeld, lines, result: { kills, false: wrong, lag } };
}

function times(kills: readonly Kill[]): readonly number[] {
  return kills.flatMap(({ noticedMs }) => noticedMs ?? []);
}

function roundWords(kills: readonly Kill[]): string {
  return kills.map(({ noticedMs }) => (noticedMs === null ? 'never' : inMs(noticedMs))).join(', ');
}
