// The rules of a ring from what was said: a preset, and single options that override it. Every program reads them here.

import type { Given } from './environment.ts';
import {
  hashRules,
  ownerRules,
  pingMinMs,
  presetNames,
  presets,
  routings,
  successorsLimit,
  type RingSettings,
} from './settings.ts';
import { UsageError } from './usage-error.ts';
import { parseBits, parseChoice, parseTime, parseWhole } from './values.ts';

/** What may be said about a ring's rules, each as text with the flag or variable it came from. */
export interface SaidSettings {
  readonly preset?: Given | undefined;
  readonly ring?: Given | undefined;
  readonly bits?: Given | undefined;
  readonly hash?: Given | undefined;
  readonly owner?: Given | undefined;
  readonly successors?: Given | undefined;
  readonly replicas?: Given | undefined;
  readonly routing?: Given | undefined;
  readonly ping?: Given | undefined;
}

/** Settings with every default filled in. Throws UsageError naming the source, the value and the mend. */
export function readRingSettings(said: SaidSettings): RingSettings {
  const preset = choose(said.preset, presetNames) ?? 'classic';
  const base = presets[preset];
  const successorsMax =
    said.successors === undefined
      ? base.successorsMax
      : parseWhole(said.successors.text, said.successors.source, { min: 1, max: successorsLimit });
  return {
    preset,
    ring: said.ring === undefined ? base.ring : ringName(said.ring),
    bits: said.bits === undefined ? base.bits : parseBits(said.bits.text, said.bits.source).bits,
    hash: choose(said.hash, hashRules) ?? base.hash,
    owner: choose(said.owner, ownerRules) ?? base.owner,
    successorsMax,
    replicas: replicasOf(said.replicas, base.replicas, successorsMax),
    routing: choose(said.routing, routings) ?? base.routing,
    pingMs: said.ping === undefined ? base.pingMs : pingTime(said.ping),
  };
}

function choose<Choice extends string>(
  said: Given | undefined,
  choices: readonly Choice[],
): Choice | undefined {
  return said === undefined ? undefined : parseChoice(said.text, said.source, choices);
}

/** Without a word about it, a short successor list means fewer copies. */
function replicasOf(said: Given | undefined, base: number, successorsMax: number): number {
  const most = successorsMax + 1;
  if (said === undefined) return Math.min(base, most);
  const replicas = parseWhole(said.text, said.source, { min: 1, max: successorsLimit + 1 });
  if (replicas <= most) return replicas;
  throw new UsageError(
    `${said.source} is ${replicas}, but a peer that knows ${successorsMax} successors finds only ${most} holders; lower it, or raise --successors to ${replicas - 1}.`,
  );
}

function ringName({ text, source }: Given): string {
  if (/^[A-Za-z0-9._-]{1,64}$/.test(text)) return text;
  throw new UsageError(
    `${source} is "${text}", which is no ring name; use up to 64 letters, digits, dots, dashes and underscores.`,
  );
}

function pingTime({ text, source }: Given): number {
  const ms = Math.round(parseTime(text, source));
  if (ms >= pingMinMs) return ms;
  throw new UsageError(
    `${source} is "${text}"; peers ping at most every ${pingMinMs} ms, so take ${pingMinMs}ms or more.`,
  );
}
