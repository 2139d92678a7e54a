// What a soak has found, and whether its claim held: it ends ideal, with no peer lost and no leak of memory, descriptors or processes. Pure.

import type { Census } from './census.ts';
import type { Growth, Level } from './growth.ts';
import type { Healing } from './healings.ts';
import type { Second } from './history.ts';
import type { Death, Entry } from './journal.ts';
import type { LagFigures } from './lag.ts';
import type { Deed } from './perform.ts';
import type { Plan } from './plan.ts';
import type { Seen } from './sweep.ts';
import type { DeathNotice } from './verdicts.ts';

export interface SoakResult {
  readonly plan: Omit<Plan, 'rounds'>;
  readonly rounds: number;
  /** Of faults, without the quiet at the end. */
  readonly lastedMs: number;
  /** What ended it before its time, or null. */
  readonly endedBy: string | null;
  readonly deeds: readonly Deed[];
  readonly seconds: readonly Second[];
  readonly healings: readonly Healing[];
  /** With peers that were stopped, and only while nobody was. */
  readonly longestNotIdeal: { readonly anyhowMs: number; readonly unstoppedMs: number };
  readonly deaths: readonly DeathNotice[];
  /** Not ideal in time, or not for good: in words. */
  readonly notIdeal: string | null;
  readonly endLine: string;
  readonly lost: readonly Lost[];
  /** Null when this machine tells no figures. */
  readonly growth: Growth | null;
  readonly censuses: readonly Census[];
  /** This process: its figures before the ring stood and when it was gone. */
  readonly own: { readonly before: Level; readonly after: Level } | null;
  /** Processes that should have ended while the ring ran, and after it was gone. */
  readonly surplusProcesses: number;
  readonly processesLeft: number;
  readonly lag: LagFigures;
  /** Who says what at the end, and what happened before. */
  readonly evidence: { readonly seen: readonly Seen[]; readonly entries: readonly Entry[] };
}

export interface Lost {
  readonly peer: number;
  readonly how: string;
}

/** From the middle to the end of the soak: the first half is for warming up. */
const grownShareMax = 0.25;
const grownMbMax = 8;
const grownDescriptorsMax = 12;
/** Pipes of the ring and sockets of the observer are closed with it. */
const ownDescriptorsMax = 4;

/** Why the claim did not hold, one line each; empty when it did. */
export function broken(result: SoakResult): readonly string[] {
  const { notIdeal, lost, deaths, growth, own, surplusProcesses, processesLeft } = result;
  const wrong = deaths.filter(({ truth }) => truth === 'false');
  return [
    ...(notIdeal === null ? [] : [notIdeal]),
    ...lost.map(({ peer, how }) => `peer ${peer} was lost: ${how}`),
    ...wrong.map(
      ({ by, about, atMs }) => `at ${seconds(atMs)} peer ${by} said that ${about} had died; it lived`,
    ),
    ...(growth === null ? [] : leaks(growth)),
    ...(own === null || own.after.descriptors <= own.before.descriptors + ownDescriptorsMax
      ? []
      : [`this process has ${own.after.descriptors} descriptors left, ${own.before.descriptors} before`]),
    ...(surplusProcesses === 0 ? [] : [`processes that ran and should have ended: ${surplusProcesses}`]),
    ...(processesLeft === 0 ? [] : [`processes that were left: ${processesLeft}`]),
  ];
}

function leaks({ middle, end }: Growth): readonly string[] {
  const memoryMax = middle.ownMb * (1 + grownShareMax) + grownMbMax;
  return [
    ...(end.ownMb <= memoryMax
      ? []
      : [`peers took ever more memory: ${end.ownMb.toFixed(1)} MB, half-way ${middle.ownMb.toFixed(1)} MB`]),
    ...(end.descriptors <= middle.descriptors + grownDescriptorsMax
      ? []
      : [`peers took ever more descriptors: ${end.descriptors}, half-way ${middle.descriptors}`]),
  ];
}

/** Those who ended without having been told to, those who neither joined nor said why, and those who run and are no members. */
export function lostPeers(
  deeds: readonly Deed[],
  gone: readonly Death[],
  outsiders: readonly number[],
): readonly Lost[] {
  const refused = deeds.filter(({ outcome }) => outcome === 'failed');
  const isExcused = ({ peer, atMs }: Death): boolean =>
    refused.some((deed) => deed.fault.id === peer && atMs >= deed.atMs && atMs <= deed.atMs + deed.tookMs);
  return [
    ...gone.filter((death) => !isExcused(death)).map(({ peer, how }) => ({ peer, how: `it ${how}` })),
    ...deeds
      .filter(({ outcome }) => outcome === 'silent')
      .map(({ fault, why }) => ({ peer: fault.id, how: `${fault.act}: ${why ?? 'silence'}` })),
    ...outsiders.map((peer) => ({ peer, how: 'it runs and is no member' })),
  ];
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
