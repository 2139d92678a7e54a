// The table of `keys`: what one peer holds, cut to a screenful, with a word on how to see the rest. Pure.

import Table from 'cli-table3';
import type { Done } from '../ring/index.ts';
import { bytesWords } from './amounts.ts';

const shownMax = 40;
/** The last moment that a Date can hold: a peer may claim any number. */
const dateMax = 8.64e15;

/** What a peer says of itself: how much it holds, and how much of it is its own. */
export interface Held {
  readonly keys: number;
  readonly bytes?: number;
  readonly owned?: number;
}

export function keysLines(id: number, { keys = [], all }: Done, held: Held | undefined): string[] {
  const shown = keys.slice(0, shownMax);
  const last = shown.at(-1);
  const heading = headingOf(id, held ?? { keys: keys.length });
  if (last === undefined) return [heading];
  const table = new Table({
    head: ['NAME', 'KEY', 'BYTES', 'STORED (UTC)', 'BY', 'AS'],
    colAligns: ['left', 'right', 'right', 'left', 'right', 'left'],
    style: { head: [], border: [], compact: true },
  });
  for (const { name, key, bytes, at, by, owned } of shown)
    table.push([name, key, bytes.toLocaleString('en-US'), momentWords(at), by, owned ? 'owner' : 'copy']);
  const isCut = all === false || keys.length > shown.length;
  const rest = isCut ? [`... and more: keys ${id} after ${last.name}`] : [];
  return [heading, ...table.toString().split('\n'), ...rest];
}

function headingOf(id: number, { keys, bytes, owned }: Held): string {
  const size = bytes === undefined ? '' : `, ${bytesWords(bytes)}`;
  const own = owned === undefined ? '' : `; ${owned} of them its own`;
  return `Peer ${id} holds ${keys} ${keys === 1 ? 'value' : 'values'}${size}${keys === 0 ? '' : own}`;
}

/** `2026-11-26 03:02:20`. */
function momentWords(at: number): string {
  return new Date(Math.min(at, dateMax)).toISOString().slice(0, 19).replace('T', ' ');
}
