// Lists of ids as people write them: `2,4,5,8`. The errors name the flag (or the variable), the value and the mend.

import { isIdentifier, type Identifier, type IdentifierSpace } from '../ring/space.ts';
import { UsageError } from './usage-error.ts';

/** One id of this space, written in decimal. */
export function parseId(text: string, source: string, space: IdentifierSpace): Identifier {
  const trimmed = text.trim();
  const value = /^\d+$/.test(trimmed) ? Number(trimmed) : Number.NaN;
  if (!isIdentifier(space, value)) throw new UsageError(noId(trimmed, source, space));
  return value;
}

/** Ids separated by commas, each once, at least one, in the order given. */
export function parseIdList(text: string, source: string, space: IdentifierSpace): readonly Identifier[] {
  const ids: Identifier[] = [];
  for (const part of splitList(text, source)) {
    const id = parseId(part, source, space);
    if (ids.includes(id)) throw new UsageError(twice(source, String(id)));
    ids.push(id);
  }
  return ids;
}

/** The parts of a comma-separated list, trimmed. An empty list or an empty part is refused. */
export function splitList(text: string, source: string): readonly string[] {
  if (text.trim() === '') throw new UsageError(`${source} is empty; list ids such as 2,4,5,8.`);
  const parts = text.split(',').map((part) => part.trim());
  if (parts.includes('')) {
    throw new UsageError(`${source} has nothing between two commas in "${text}"; write ids such as 2,4,5,8.`);
  }
  return parts;
}

export function twice(source: string, what: string): string {
  return `${source} lists ${what} twice; each peer needs its own id.`;
}

function noId(text: string, source: string, space: IdentifierSpace): string {
  return `${source} has "${text}", which is no id; ids are whole numbers from 0 to ${space.size - 1} (--bits ${space.bits}).`;
}
