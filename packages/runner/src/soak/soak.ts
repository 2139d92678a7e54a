// One soak from start to end: the ring comes up, the plan is played, the ring must be ideal and stay so, and nothing may be left of it.

import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { Censuses, countRunning, takenBy } from './census.ts';
import { drawPlan } from './draw-plan.ts';
import { growthOf } from './growth.ts';
import { LagMeter } from './lag.ts';
import type { Deed, Stage } from './perform.ts';
import { livingMin, type Fault, type Plan } from './plan.ts';
import { play, type Played } from './play.ts';
import { lostPeers, type SoakResult } from './result.ts';
import { bits, healsWithin, startSoakRing, type SoakRing } from './soak-ring.ts';
import { inSeconds, secondWords } from './words.ts';

export interface SoakOptions {
  readonly peers: number;
  readonly lastsMs: number;
  readonly seed: number;
  readonly pingMs: number;
}

export interface SoakAround {
  readonly say: (line: string) => void;
  /** Aborted with the reason, a word. */
  readonly signal: AbortSignal;
}

/** No round is shorter: two sweeps must see the ring whole. */
const roundMinMs = 250;
/** So many intervals nothing may go wrong after the last fault has healed. */
const restRounds = 2;
const censusesWanted = 60;
const censusMinMs = 1_000;
/** A process that was ended is gone by then. */
const goneWithinMs = 2_000;

/** Undefined when it was ended before the ring stood. */
export async function soak(options: SoakOptions, around: SoakAround): Promise<SoakResult | undefined> {
  const { peers, lastsMs, seed, pingMs } = options;
  const { rounds, ...plan } = drawPlan(seed, {
    peers,
    pingMs,
    bits,
    rounds: Math.ceil(lastsMs / roundMinMs),
  });
  using lag = new LagMeter();
  const before = await takenBy(0, process.pid);
  const during = await whileItStands({ ...plan, rounds }, options, around);
  if (during === undefined) return undefined;
  const { pids, ...found } = during;
  const processesLeft = await countRunning(pids, 0, goneWithinMs);
  const after = await takenBy(0, process.pid);
  const own = before === undefined || after === undefined ? null : { before, after };
  return { ...found, plan, own, processesLeft, lag: lag.figures() };
}

type During = Omit<SoakResult, 'plan' | 'own' | 'processesLeft' | 'lag'> & {
  readonly pids: ReadonlySet<number>;
};

/** The ring is gone when this returns. */
async function whileItStands(
  plan: Plan,
  { pingMs, lastsMs, peers }: SoakOptions,
  { say, signal }: SoakAround,
): Promise<During | undefined> {
  const begun: Fault[] = [];
  await using started = await startSoakRing({
    ids: plan.peers,
    pingMs,
    signal,
    onSecond: (second) => say(secondWords(second, begun.splice(0))),
  });
  if (started === undefined) return undefined;
  const { ring, watch, clock, journal, deaths, pids } = started;
  const firstWholeAt = await watch.untilWhole(healsWithin(pingMs), signal);
  const censuses = new Censuses(ring, clock, Math.max(censusMinMs, lastsMs / censusesWanted));
  const deeds: Deed[] = [];
  const stage: Stage = {
    soak: started,
    livingMin: livingMin(peers),
    signal,
    onBegin: (fault) => void begun.push(fault),
  };
  const beganAt = clock();
  const played: Played =
    firstWholeAt === undefined
      ? { rounds: 0, brokenIn: 0 }
      : await play(stage, plan, {
          untilMs: beganAt + lastsMs,
          healsWithinMs: healsWithin(pingMs),
          onDeed: (deed) => void deeds.push(deed),
        });
  const lastedMs = clock() - beganAt;
  const isHealed = played.brokenIn === undefined;
  const isResting = isHealed && (await staysWhole(started, restRounds * pingMs, signal));
  const { last } = watch.history;
  const running = ring.peers.length;
  return {
    rounds: played.rounds,
    lastedMs,
    endedBy: signal.aborted ? String(signal.reason) : null,
    deeds,
    seconds: watch.history.seconds,
    healings: watch.healings.done,
    longestNotIdeal: watch.history.longest(clock()),
    deaths: deaths.all,
    endLine: last === undefined ? 'nobody was asked' : `${last.verdict.state}  ${last.verdict.line}`,
    ...(signal.aborted
      ? { notIdeal: null, lost: [], surplusProcesses: 0 }
      : {
          notIdeal: idealWords(played, isResting, healsWithin(pingMs)),
          lost: lostPeers(deeds, journal.gone, isHealed ? outsiders(started) : []),
          surplusProcesses: (await countRunning(pids, running, goneWithinMs)) - running,
        }),
    censuses: await censuses.end(),
    growth: growthOf(censuses.all, plan.residents) ?? null,
    evidence: { seen: last?.seen ?? [], entries: journal.entries },
    pids,
  };
}

/** Does every sweep of this time see the ring whole? */
async function staysWhole({ watch, clock }: SoakRing, forMs: number, signal: AbortSignal): Promise<boolean> {
  const untilMs = clock() + forMs;
  while (clock() < untilMs && !signal.aborted) {
    await setTimeout(100);
    if (watch.history.last?.isWhole !== true) return false;
  }
  return true;
}

function idealWords({ brokenIn }: Played, isResting: boolean, healsWithinMs: number): string | null {
  if (brokenIn === 0) return `the ring was not ideal within ${inSeconds(healsWithinMs)} of its start`;
  if (brokenIn !== undefined)
    return `the ring was not ideal within ${inSeconds(healsWithinMs)} after round ${brokenIn}`;
  return isResting ? null : 'the ring was ideal after the last fault, and did not stay so';
}

/** They run, and the last sweep did not find them among the members. */
function outsiders({ ring, watch }: SoakRing): readonly number[] {
  const members = new Set<number>(watch.history.last?.verdict.members);
  return ring.peers.map(({ id }) => id).filter((id) => !members.has(id));
}
