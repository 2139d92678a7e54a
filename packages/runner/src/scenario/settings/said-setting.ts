// Settings said on the command line: `--set ring.ping=1s`, `--seed 7`. They are put over the file, and judged by the same shape.

import type { Given } from '@ringside/peer/settings';
import { overlay, type Document } from '../document.ts';
import type { Json, Scenario } from '../language/index.ts';
import type { Mistake } from '../mistake.ts';
import { settingPath, settingTrouble } from './paths.ts';

export interface SaidSetting {
  readonly name: string;
  readonly value: Json;
  /** The flag as it was written: what an error must name. */
  readonly source: string;
}

/** `flag` is what stood behind --set. */
export function readSetting(flag: string): SaidSetting | Mistake {
  const source = `--set ${flag}`;
  const match = /^(?<name>[^=\s]+)=(?<value>.+)$/.exec(flag.trim())?.groups;
  if (match === undefined)
    return { source, place: undefined, message: 'this sets nothing; write it like --set ring.ping=1s' };
  return { name: match['name'] ?? '', value: scalarOf(match['value'] ?? ''), source };
}

/** As YAML would read it: numbers are numbers, everything else is text. */
function scalarOf(text: string): Json {
  const trimmed = text.trim();
  return /^-?\d{1,15}(?:\.\d+)?$/.test(trimmed) ? Number(trimmed) : trimmed;
}

/** A flag, or its variable in the environment. */
export function seedSetting({ text, source }: Given): SaidSetting {
  return {
    name: 'seed',
    value: scalarOf(text),
    source: source.startsWith('-') ? `${source} ${text}` : `${source}=${text}`,
  };
}

/** The settings that are none, with what is wrong with them. */
export function settingMistakes(said: readonly SaidSetting[], scenario: Scenario): readonly Mistake[] {
  return said.flatMap(({ name, source }, place): Mistake[] => {
    const isTwin = said.findIndex((other) => other.name === name) < place;
    const message = isTwin ? `${name} is set twice; keep one of them` : settingTrouble(name, scenario);
    return message === undefined ? [] : [{ source, place: undefined, message }];
  });
}

/** A setting said here is no longer varied by the matrix. */
export function putSettings(document: Document, said: readonly SaidSetting[]): Document {
  let put = document;
  for (const { name, value, source } of said)
    put = overlay(put, settingPath(name), value, { source, place: undefined });
  return put;
}
