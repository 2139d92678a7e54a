// Faults, seconds and results in words. Pure.

import Table from 'cli-table3';
import type { Healing } from './healings.ts';
import type { Level } from './growth.ts';
import type { Second } from './history.ts';
import type { LagFigures } from './lag.ts';
import { percentile } from './percentile.ts';
import type { Deed } from './perform.ts';
import { acts, type Fault } from './plan.ts';
import { broken, type SoakResult } from './result.ts';

export function faultWords(fault: Fault): string {
  const { act, id } = fault;
  if ('forMs' in fault) return `${act} ${id} for ${inSeconds(fault.forMs)}`;
  return 'via' in fault ? `${act} ${id} via ${fault.via}` : `${act} ${id}`;
}

/** One line of progress. */
export function secondWords(
  { second, state, line, living, stopped, notIdealForMs }: Second,
  begun: readonly Fault[],
): string {
  const parts = [
    `${String(second).padStart(4)} s  ${living} peers${stopped === 0 ? '' : `, ${stopped} stopped`}`,
    `${state}  ${line}`,
    ...(notIdealForMs === null ? [] : [`not ideal for ${inSeconds(notIdealForMs)}`]),
    ...(begun.length === 0 ? [] : [begun.map(faultWords).join(', ')]),
  ];
  return parts.join('  |  ');
}

export function summaryLines(result: SoakResult): readonly string[] {
  const { deeds, healings, deaths, growth, own, lag } = result;
  const failed = deeds.filter(({ outcome }) => outcome === 'failed' || outcome === 'silent');
  const reasons = broken(result);
  const isWrong = deaths.filter(({ truth }) => truth === 'false').length;
  return [
    '',
    ...faultTable(deeds, healings),
    ...failed.map(({ fault, why }) => `${faultWords(fault)}: ${why ?? 'no reason given'}`),
    '',
    `faults                ${deeds.filter(({ outcome }) => outcome !== 'left-out').length} in ${result.rounds} rounds, ${inSeconds(result.lastedMs)}, seed ${result.plan.seed}`,
    `longest not ideal     ${inSeconds(result.longestNotIdeal.anyhowMs)}; while nobody was stopped ${inSeconds(result.longestNotIdeal.unstoppedMs)}`,
    `joins failed          ${failed.filter(({ fault }) => isComing(fault)).length} of ${deeds.filter(({ fault }) => isComing(fault)).length}`,
    `verdicts of death     ${deaths.length}, false ${isWrong}; on the killed, the first ${ranksInMs(noticedAfter(result))}`,
    `peers lost            ${result.lost.length}`,
    ...(growth === null
      ? ['memory, descriptors   this machine does not tell']
      : (['start', 'middle', 'end'] as const).map(
          (part) => `${part.padEnd(6)} of residents   ${levelWords(growth[part])}`,
        )),
    ...(own === null
      ? []
      : [`this process          ${levelWords(own.before)} before, ${levelWords(own.after)} after`]),
    `processes left        ${result.processesLeft}`,
    `event-loop lag here   ${lagWords(lag)}`,
    `at the end            ${result.endLine}`,
    ...(result.endedBy === null ? [] : [`ended by              ${result.endedBy}`]),
    ...reasons.map((reason) => `NOT HELD  ${reason}`),
    ...(reasons.length === 0 && result.endedBy === null
      ? ['HELD      it ends ideal, with no peer lost and no leak of memory, descriptors or processes']
      : []),
  ];
}

/** From each SIGKILL to the first verdict on it; one that came back before anybody noticed counts for nothing. */
function noticedAfter({ deeds, deaths }: SoakResult): readonly number[] {
  const kills = deeds.filter(({ fault, outcome }) => fault.act === 'kill' && outcome === 'done');
  return kills.flatMap(({ fault, atMs }) => {
    const back = deeds.find((deed) => deed.fault.id === fault.id && deed.atMs > atMs)?.atMs ?? Infinity;
    const first = deaths.find((each) => each.about === fault.id && each.atMs >= atMs && each.atMs < back);
    return first === undefined ? [] : [first.atMs - atMs];
  });
}

/** `p50 624 ms, p99 718 ms, max 718 ms`. */
export function ranksInMs(samples: readonly number[]): string {
  if (samples.length === 0) return 'none';
  const [p50 = 0, p99 = 0, max = 0] = [0.5, 0.99, 1].map((share) => percentile(samples, share));
  return `p50 ${inMs(p50)}, p99 ${inMs(p99)}, max ${inMs(max)}`;
}

export function lagWords({ p50Ms, p99Ms, maxMs }: LagFigures): string {
  return `p50 ${inMs(p50Ms)}, p99 ${inMs(p99Ms)}, max ${inMs(maxMs)}`;
}

export function inSeconds(ms: number): string {
  return `${(ms / 1_000).toFixed(ms < 9_950 ? 2 : 1)} s`;
}

export function inMs(ms: number): string {
  return `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
}

function isComing({ act }: Fault): boolean {
  return act === 'join' || act === 'return' || act === 'restart';
}

function levelWords({ residentMb, ownMb, descriptors }: Level): string {
  return `${residentMb.toFixed(1)} MB resident, ${ownMb.toFixed(1)} MB of its own, ${descriptors} descriptors`;
}

function faultTable(deeds: readonly Deed[], healings: readonly Healing[]): readonly string[] {
  const table = new Table({
    head: ['FAULT', 'DONE', 'FAILED', 'LEFT OUT', 'IDEAL AFTER p50', 'p99', 'MAX'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  for (const act of acts) {
    const own = deeds.filter(({ fault }) => fault.act === act);
    const times = healings.filter((healing) => healing.act === act).map(({ tookMs }) => tookMs);
    const count = (...outcomes: readonly Deed['outcome'][]): number =>
      own.filter(({ outcome }) => outcomes.includes(outcome)).length;
    const ranks = [0.5, 0.99, 1].map((share) =>
      times.length === 0 ? '-' : inSeconds(percentile(times, share)),
    );
    table.push([act, count('done'), count('failed', 'silent'), count('left-out'), ...ranks]);
  }
  return table.toString().split('\n');
}
