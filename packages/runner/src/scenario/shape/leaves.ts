// The smallest shapes: texts, numbers and choices, each with the words that refuse anything else.

import { z } from 'zod';
import { meant, refusal, refuse } from './words.ts';

/** What editors show, and what the JSON Schema says of a leaf. */
export interface LeafNotes {
  readonly description: string;
  readonly examples?: readonly (string | number)[];
  /** For editors only: our own reader decides. */
  readonly pattern?: string;
}

/** A text that `read` understands. `what` with its article: `no time`. */
export function readText<Value>(
  what: string,
  mend: string,
  read: (text: string) => Value | undefined,
  notes: LeafNotes,
): z.ZodType<Value, string> {
  return z
    .string({ error: refuse(what, mend) })
    .meta(jsonNotes(notes))
    .transform((written, context) => {
      const value = read(written);
      if (value !== undefined) return value;
      context.addIssue({ code: 'custom', message: refusal(written, what, mend) });
      return z.NEVER;
    });
}

/** A text of which `isRight` holds. */
export function text(
  what: string,
  mend: string,
  isRight: (text: string) => boolean,
  notes: LeafNotes,
): z.ZodType<string, string> {
  return readText(what, mend, (written) => (isRight(written) ? written : undefined), notes);
}

/** One line for people. */
export function line(maxLength: number, description: string): z.ZodType<string> {
  const mend = `write one line of at most ${maxLength} characters`;
  const isRight = (written: string): boolean =>
    written.trim() !== '' && written.length <= maxLength && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(written);
  return text('no line of text', mend, isRight, { description });
}

export function whole(least: number, most: number, description: string): z.ZodType<number> {
  const error = refuse(`no whole number from ${least} to ${most}`, 'write one');
  return z.int({ error }).min(least, { error }).max(most, { error }).meta({ description });
}

/** One of a few words. */
export function choice<const Word extends string>(
  what: string,
  words: readonly Word[],
  description: string,
): z.ZodType<Word> {
  return z
    .enum(words, {
      error: ({ input }) =>
        refusal(
          input,
          what,
          typeof input === 'string' ? meant(input, words) : `choose one of ${words.join(', ')}`,
        ),
    })
    .meta({ description });
}

/** One fixed word. */
export function plain<const Word extends string>(only: Word, what: string, mend: string): z.ZodType<Word> {
  return z.literal(only, { error: refuse(what, mend) });
}

/** A list of at least one. */
export function list<Item>(
  item: z.ZodType<Item>,
  what: string,
  mend: string,
  most: number = 1_000,
): z.ZodType<readonly Item[]> {
  const error = refuse(`no list of ${what}`, mend);
  return z
    .array(item, { error })
    .min(1, { error: () => `an empty list of ${what} says nothing; ${mend}` })
    .max(most, { error: () => `more than ${most} ${what} stand in this list; take fewer` });
}

function jsonNotes({ description, examples, pattern }: LeafNotes): Record<string, unknown> {
  return {
    description,
    ...(examples && { examples: [...examples] }),
    ...(pattern !== undefined && { pattern }),
  };
}
