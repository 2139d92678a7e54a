// What the ring answered to a command, in one sentence. Pure.

import type { Done } from '../ring/index.ts';
import { bytesWords, routeWords, secondsWords } from './amounts.ts';

export function joined(id: number, verb: string, { pred, succ, route, tookMs }: Done): string {
  const [before] = pred ?? [];
  const [after] = succ ?? [];
  const place = before === undefined || after === undefined ? '' : `: between ${before} and ${after}`;
  return `Peer ${id} ${verb} in ${secondsWords(tookMs)}${place}${routeOf(route)}`;
}

const sourceWords: Readonly<Record<string, string>> = {
  file: 'from the file given',
  'own-file': "from the asking peer's own file",
  bytes: 'as given',
  empty: 'an empty value, because no file was given or found',
};

export function stored(
  name: string,
  { owner, bytes, source, copies, holders = [], route, tookMs }: Done,
): string {
  const words = [
    bytes === undefined ? undefined : bytesWords(bytes),
    source === undefined ? undefined : (sourceWords[source] ?? source),
    copies === undefined ? undefined : `copies ${copies}`,
    holders.length === 0 ? undefined : `held by ${holders.join(', ')}`,
  ].filter((each) => each !== undefined);
  return `${name} is stored at Peer ${owner ?? '?'} after ${secondsWords(tookMs)}${listOf(words)}${routeOf(route)}`;
}

export function fetched(name: string, { owner, bytes, path, sure, route, tookMs }: Done): string {
  const words = [
    bytes === undefined ? undefined : bytesWords(bytes),
    path === undefined ? undefined : `written to ${path}`,
  ].filter((each) => each !== undefined);
  return `${name} came from Peer ${owner ?? '?'} after ${secondsWords(tookMs)}${listOf(words)}${routeOf(route)}${sure === false ? `; ${mayBeOld}` : ''}`;
}

/** Said when the owner could not compare with everybody who may have a newer version. */
const mayBeOld =
  'it may be older than the last store: a newer version may be at peers that are gone or have just come back';

function listOf(words: readonly string[]): string {
  return words.length === 0 ? '' : `: ${words.join(', ')}`;
}

function routeOf(route: readonly number[] | undefined): string {
  return route === undefined || route.length === 0 ? '' : `; route ${routeWords(route)}`;
}

export function lookedUp(name: string, { owner, key, route }: Done): string {
  return `${name}${key === undefined ? '' : ` (key ${key})`} belongs to Peer ${owner ?? '?'}${routeOf(route)}`;
}
