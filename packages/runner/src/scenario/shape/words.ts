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

/** Of a mapping: one line for each key that it does not know, in the order of the keys. */
export function refuseKeys(noun: string, known: readonly string[], mend: string): Words {
  return ({ code, input, keys = [] }) =>
    code === 'unrecognized_keys'
      ? keys.map((key) => noSuchWord(noun, key, known)).join('\n')
      : refusal(input, 'no mapping', mend);
}

/** `there is no step "kil"; did you mean kill?` */
export function noSuchWord(noun: string, word: string, known: readonly string[]): string {
  if (word === '<<') return 'merge keys are not read here; write out what is to be merged';
  return `there is no ${noun} ${shown(word)}; ${meant(word, known)}`;
}

/** `did you mean kill?`, or all there are. */
export function meant(word: string, known: readonly string[]): string {
  const close = nearest(word, known);
  if (close !== undefined) return `did you mean ${close}?`;
  return known.length === 0 ? 'there are none' : `choose one of ${known.join(', ')}`;
}
