// Shapes of words that name things: peers, groups, phases, values, files.

import { z } from 'zod';
import type { PeerWord } from '../language/index.ts';
import { isInnerPath, isLabel, isReserved, isScenarioName, isWord } from '../read/words.ts';
import { list, text, whole } from './leaves.ts';
import { refusal, refuse, shown } from './words.ts';

const idMax = 2 ** 52 - 1;
const wordMend = 'a word starts with a letter and has up to 32 letters, digits, - and _';
const wordPattern = '^[A-Za-z][A-Za-z0-9_-]{0,31}$';

/** A word of the scenario's own. */
export function word(description: string): z.ZodType<string, string> {
  return z
    .string({ error: refuse('no word', wordMend) })
    .meta({ description, pattern: wordPattern })
    .transform((written, context) => {
      if (isWord(written)) return written;
      const message = isReserved(written)
        ? `${shown(written)} is a word of the language; take another one`
        : refusal(written, 'no word', wordMend);
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    });
}

/** The name of a phase or a load. Nothing else is asked for where they stand, so that every word will do. */
export function label(description: string): z.ZodType<string, string> {
  return text('no word', wordMend, isLabel, { description, pattern: wordPattern });
}

/** One of them, or a list. */
export function labels(description: string): z.ZodType<readonly string[]> {
  const one = label(description);
  return z
    .union([one.transform((each): readonly string[] => [each]), list(one, 'words', wordMend)], {
      error: refuse('no word', wordMend),
    })
    .meta({ description });
}

export function scenarioName(description: string): z.ZodType<string> {
  const mend = 'use up to 64 small letters, digits and dashes';
  return text('no name of a scenario', mend, isScenarioName, {
    description,
    pattern: '^[a-z0-9][a-z0-9-]{0,63}$',
  });
}

export function peerId(description: string): z.ZodType<number> {
  return whole(0, idMax, description);
}

/** An id, or a word that stands for peers. */
export function peerWord(description: string): z.ZodType<PeerWord> {
  const mend = 'write an id such as 9, or the name of a peer, of a group, or of what an earlier step chose';
  return z
    .union([peerId('The id of a peer.'), word('Its name, or that of a group, or what `as` bound.')], {
      error: refuse('no peer', mend),
    })
    .meta({ description });
}

/** One of them, or a list. */
export function peerWords(description: string): z.ZodType<readonly PeerWord[]> {
  const one = peerWord(description);
  const mend = 'write an id, a name, or a list of them';
  return z
    .union(
      [
        peerId('The id of a peer.').transform((id): readonly PeerWord[] => [id]),
        word('A name.').transform((name): readonly PeerWord[] => [name]),
        list(one, 'peers', mend),
      ],
      { error: refuse('no peer', mend) },
    )
    .meta({ description });
}

/** The name of a value. A number would lose its zeros, so that it must be text. */
export function valueName(description: string): z.ZodType<string> {
  return text('no name of a value', 'a name is text, so put it in quotes: "2067"', isName, {
    description: `${description} A text, in quotes when it is made of digits.`,
    examples: ['2067'],
  });
}

function isName(name: string): boolean {
  return name !== '' && name.length <= 255 && !/\p{Cc}/u.test(name);
}

/** A file beside the scenario, or in the folder of the run: never outside of it. */
export function innerPath(description: string): z.ZodType<string> {
  const mend = 'write a relative path that stays inside, such as files/4103.pdf';
  return text('no path inside the folder', mend, isInnerPath, { description, examples: ['4103.pdf'] });
}
