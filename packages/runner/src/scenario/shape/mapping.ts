// Mappings in which every word is known, and what follows from a rule between their words.

import { z } from 'zod';
import { refuseKeys, type KeyWords } from './words.ts';

type Context = z.RefinementCtx;

/** An issue that stands at a key (or, without one, at the mapping), in words that are whole. */
export function complain(context: Context, key: string | undefined, message: string): never {
  context.addIssue({
    code: 'custom',
    message,
    path: key === undefined ? [] : [key],
    params: { isWhole: true, end: 'key', isMissing: key === undefined },
  });
  return z.NEVER;
}

/** `noun`: what one of its words is, as in `there is no step "kil"`. `mend`: what to write in place of something that is no mapping. */
export function mapping<const Shape extends z.core.$ZodLooseShape>(
  noun: string,
  mend: string,
  shape: Shape,
  notes: Record<string, unknown> = {},
  more: Pick<KeyWords, 'offered' | 'hints'> = {},
): z.ZodObject<Shape, z.core.$strict> {
  return z
    .strictObject(shape, { error: refuseKeys({ noun, known: Object.keys(shape), ...more }, mend) })
    .meta(notes);
}

/** The one of these words that is there; complains when there is none or a second one. */
export function theOne<Word extends string>(
  raw: Readonly<Record<string, unknown>>,
  words: readonly Word[],
  what: string,
  context: Context,
): Word | undefined {
  const there = Object.keys(raw).flatMap((key) =>
    words.filter((word) => word === key && raw[key] !== undefined),
  );
  const [first, second] = there;
  if (first === undefined)
    return complain(context, undefined, `${what} is missing; choose one of ${words.join(', ')}`);
  if (second === undefined) return first;
  return complain(context, second, `${first} and ${second} do not go together; keep one of them`);
}

/** For the JSON Schema: exactly one of these words. */
export function exactlyOne(words: readonly string[]): Record<string, unknown> {
  return { oneOf: words.map((word) => ({ required: [word] })) };
}
