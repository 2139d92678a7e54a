// The rules of a ring from what was said: a preset, and single options that override it.

import {
  hashRules,
  ownerRules,
  parseBits,
  parseChoice,
  parseTime,
  parseWhole,
  pingMinMs,
  presetNames,
  presets,
  routings,
  UsageError,
  type Given,
  type RingSettings,
} from '@ringside/peer/settings';
import type { Said } from './said.ts';

export function planSettings(said: Said): RingSettings {
  const preset = choose(said.preset, presetNames) ?? 'classic';
  const base = presets[preset];
  return {
    preset,
    ring: said.ring === undefined ? base.ring : ringName(said.ring),
    bits: said.bits === undefined ? base.bits : parseBits(said.bits.text, said.bits.source).bits,
    hash: choose(said.hash, hashRules) ?? base.hash,
    owner: choose(said.owner, ownerRules) ?? base.owner,
    successorsMax:
      said.successors === undefined
        ? base.successorsMax
        : parseWhole(said.successors.text, said.successors.source, { min: 2, max: 64 }),
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
