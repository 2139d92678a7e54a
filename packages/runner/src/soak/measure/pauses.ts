// Is a peer that was only stopped for a moment ever taken for dead? It is stopped, continued, and whoever says that it died was wrong.

import { setTimeout } from 'node:timers/promises';
import { Chance, drawIds } from '@ringside/peer/sim';
import { LagMeter, type LagFigures } from '../lag.ts';
import { percentile } from '../percentile.ts';
import { perform, type Stage } from '../perform.ts';
import { pauseLimits, stopForgivenMs } from '../plan.ts';
import type { SoakAround } from '../soak.ts';
import { bits, startSoakRing } from '../soak-ring.ts';
import type { DeathNotice } from '../verdicts.ts';
import { inMs, lagWords } from '../words.ts';
import { closingWords, untilWhole, type MeasureOptions } from './measure.ts';
import { drawShots } from './shots.ts';

export interface Pause {
  readonly id: number;
  readonly atMs: number;
  readonly plannedMs: number;
  /** As it came out, a late timer of ours included. */
  readonly stoppedMs: number;
}

export interface PausesFound {
  readonly isHeld: boolean;
  readonly lines: readonly string[];
  readonly result: {
    readonly pauses: readonly Pause[];
    readonly deaths: readonly DeathNotice[];
    readonly lag: LagFigures;
  };
}

/** A verdict that was under way when the stop ended has been said by then. */
const afterwardsMs = 500;

export async function measurePauses(
  options: MeasureOptions,
  around: SoakAround,
): Promise<PausesFound | undefined> {
  const { peers, count, seed, pingMs } = options;
  const chance = new Chance(seed);
  const ids = drawIds(chance, peers, 2 ** bits);
  await using soak = await startSoakRing({ ids, pingMs, signal: around.signal, onSecond: () => {} });
  if (soak === undefined) return undefined;
  using lag = new LagMeter();
  const stage: Stage = { soak, livingMin: 0, signal: around.signal, onBegin: () => {} };
  const pauses: Pause[] = [];
  const stopMs = pauseLimits(pingMs).pause;
  for (const shots of drawShots(chance, { ids, count, pingMs, stopMs })) {
    await untilWhole(soak, pingMs, around.signal);
    if (around.signal.aborted) break;
    const round = await Promise.all(
      shots.map(async ({ id, afterMs, forMs }) => {
        await setTimeout(afterMs, undefined, { signal: around.signal }).catch(() => undefined);
        const { atMs, outcome } = await perform(stage, { act: 'pause', id, forMs });
        const stoppedMs = soak.lives.lastStopMs(id, soak.clock());
        return outcome === 'done' ? { id, atMs, plannedMs: forMs, stoppedMs } : undefined;
      }),
    );
    pauses.push(...round.filter((pause) => pause !== undefined));
    await setTimeout(afterwardsMs, undefined, { signal: around.signal }).catch(() => undefined);
    around.say(`${pauses.length} of ${count}  ${soak.deaths.false.length} false verdicts`);
  }
  return found(pauses, soak.deaths.all, lag.figures(), stopForgivenMs(pingMs), around.signal);
}

function found(
  pauses: readonly Pause[],
  deaths: readonly DeathNotice[],
  lag: LagFigures,
  forgivenMs: number,
  signal: AbortSignal,
): PausesFound {
  const lengths = pauses.map(({ stoppedMs }) => stoppedMs);
  const overlong = lengths.filter((ms) => ms >= forgivenMs).length;
  const wrong = deaths.filter(({ truth }) => truth === 'false');
  const isHeld = pauses.length > 0 && wrong.length === 0;
  const lines = [
    '',
    `pauses                ${pauses.length}, p50 ${inMs(percentile(lengths, 0.5))}, max ${inMs(percentile(lengths, 1))}`,
    `came out too long     ${overlong} (from ${inMs(forgivenMs)} on a verdict would be fair)`,
    `verdicts of death     ${deaths.length}`,
    `false verdicts        ${wrong.length}`,
    ...wrong.map(({ by, about, afterMs }) => `  ${by} said that ${about} had died, after ${inMs(afterMs)}`),
    `event-loop lag here   ${lagWords(lag)}`,
    closingWords(
      isHeld,
      `no peer that was stopped for less than ${inMs(forgivenMs)} is to be held dead`,
      signal,
    ),
  ];
  return { isHeld, lines, result: { pauses, deaths, lag } };
}
