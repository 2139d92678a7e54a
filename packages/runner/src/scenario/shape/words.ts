// The words in which a shape refuses a value. The key is put before them by whoever knows it.

import { nearest } from '../../commands/nearest.ts';

/** What zod tells of a refused value. */
interface Refused {
  readonly code?: string | undefined;
  readonly input?: unknown;
  readonly keys?: readonly string[];
}

type Words = (refused: Refused) => string;

const shownMax = 40;

/** A value as it can be quoted in one line. */
export function shown(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > shownMax ? `${text.slice(0, shownMax)}..."` : text;
}

/** `"20" is no time; write it like 20s`. `what` comes with its article, as in `no time`. */
export function refusal(value: unknown, what: string, mend: string): string {
  if (value === undefined) return `is missing; ${mend}`;
  return value === null ? `has no value; ${mend}` : `${shown(value)} is ${what}; ${mend}`;
}

export function refuse(what: string, mend: string): Words {
  return ({ input }) => refusal(input, what, mend);
}

/** What a mapping says of keys that it does not know. */
export interface KeyWords {
  /** What one of its keys is, as in `there is no step "kil"`. */
  readonly noun: string;
  readonly known: readonly string[];
  /** Those that are offered when none is near: all when absent. */
  readonly offered?: readonly string[];
  /** Words that belong elsewhere, and where. */
  readonly hints?: Readonly<Record<string, string>>;
}

/** One line for each key that is not known, in the order of the keys; or what to write in place of what is no mapping. */
export function refuseKeys({ noun, known, offered, hints = {} }: KeyWords, mend: string): Words {
  const lineOf = (key: string): string =>
    Object.hasOwn(hints, key) ? (hints[key] ?? '') : noSuchWord(noun, key, known, offered);
  return ({ code, input, keys = [] }) =>
    code === 'unrecognized_keys' ? keys.map(lineOf).join('\n') : refusal(input, 'no mapping', mend);
}

/** `there is no step "kil"; did you mean kill?` */
export function noSuchWord(
  noun: string,
  word: string,
  known: readonly string[],
  offered?: readonly string[],
): string {
  if (word === '<<') return 'merge keys are not read here; write out what is to be merged';
  return `there is no ${noun} ${shown(word)}; ${meant(word, known, offered)}`;
}

/** `did you mean kill?`, or all there are. */
export function meant(word: string, known: readonly string[], offered: readonly string[] = known): string {
  const close = nearest(word, known);
  if (close !== undefined) return `did you mean ${close}?`;
  return offered.length === 0 ? 'there are none' : `choose one of ${offered.join(', ')}`;
}
