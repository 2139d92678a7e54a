// Operations in words: who, what, when. No judgement is made here.

import type { Client, Operation } from './operation.ts';

const nameMax = 60;
const contentMax = 40;
const hashShown = 8;
const listedMax = 3;

/** `client 3 stored a1 (0 to 10 ms)`. */
export function deedWords(operation: Operation): string {
  return `${whoDidWhat(operation)} ${spanWords(operation)}`;
}

function whoDidWhat(operation: Operation): string {
  const who = clientWords(operation.client);
  if (operation.kind === 'store') {
    const { content, outcome, stamp } = operation;
    const what = contentWords(content);
    if (outcome === 'not-stored') return `${who} was told for certain that ${what} is not stored`;
    if (outcome === 'unknown') return `${who} tried to store ${what}`;
    const version = stamp === undefined ? '' : ` as version ${stamp.at} by ${stamp.by}`;
    return `${who} stored ${what}${version}`;
  }
  switch (operation.outcome) {
    case 'found':
      return `${who} read ${contentWords(operation.content)}${operation.mayBeOld === true ? ', which may be old' : ''}`;
    case 'not-found':
      return `${who} found nothing`;
    case 'unavailable':
      return `${who} was told why there is no answer`;
    case 'unknown':
      return `${who} never heard`;
  }
}

/** When it is surely over. A store whose client was told nothing may happen at any time after its start. */
export function overMs({ outcome, endMs }: Pick<Operation, 'outcome' | 'endMs'>): number {
  return outcome === 'unknown' ? Infinity : endMs;
}

function spanWords(operation: Operation): string {
  const startMs = rounded(operation.startMs);
  const endMs = overMs(operation);
  return endMs === Infinity ? `(from ${startMs} ms on)` : `(${startMs} to ${rounded(endMs)} ms)`;
}

/** Microseconds are as fine as clocks of processes are. */
function rounded(ms: number): number {
  return Math.round(ms * 1_000) / 1_000;
}

export function clientWords(client: Client): string {
  return `client ${typeof client === 'number' ? client : plain(client, nameMax)}`;
}

/** In quotes, for a name may hold anything. */
export function nameWords(name: string): string {
  return JSON.stringify(cut(name, nameMax));
}

/** A hash by its first digits, anything else as it is. */
export function contentWords(content: string | null): string {
  if (content === null) return 'nothing';
  return /^[0-9a-f]{32,}$/i.test(content) ? content.slice(0, hashShown) : plain(content, contentMax);
}

/** `a1, b2 or 3 more`. */
export function anyOf(contents: Iterable<string | null>): string {
  const each = [...contents];
  const shown = each.slice(0, listedMax).map((content) => contentWords(content));
  const hidden = each.length - shown.length;
  const all = hidden > 0 ? [...shown, `${hidden} more`] : shown;
  const last = all.at(-1) ?? 'nothing';
  return all.length < 2 ? last : `${all.slice(0, -1).join(', ')} or ${last}`;
}

/** Bare when it can be read so. */
function plain(text: string, most: number): string {
  const short = cut(text, most);
  return /^[\w.:@/+=-]+(?:\.\.\.)?$/.test(short) ? short : JSON.stringify(short);
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}...` : text;
}
