// What a peer holds, as lines for whoever runs it by hand: as many as a screen takes, and how to see the rest.

import type { Peer } from '../host/index.ts';

const shownMax = 40;
/** The last moment that a Date can hold. */
const dateMax = 8.64e15;

export function keyLines(peer: Pick<Peer, 'keys' | 'status'>, after: string | null): string[] {
  const { keys, isAll } = peer.keys(after, shownMax);
  const { keys: held, owned } = peer.status();
  const heading = `${held} ${held === 1 ? 'value' : 'values'} here, ${owned} of them this peer's own`;
  const [nameWidth, bytesWidth] = [widest(keys.map(({ name }) => name)), widest(keys.map(bytesText))];
  const lines = keys.map((each) => {
    const { name, key, at, by, isOwned } = each;
    const stored = new Date(Math.min(at, dateMax)).toISOString().slice(0, 19).replace('T', ' ');
    const size = `${bytesText(each).padStart(bytesWidth)} bytes`;
    return `${name.padEnd(nameWidth)}  key ${key}  ${size}  ${stored} by ${by}  ${isOwned ? 'owner' : 'copy'}`;
  });
  const last = keys.at(-1);
  return [heading, ...lines, ...(isAll || last === undefined ? [] : [`... and more: Keys ${last.name}`])];
}

function bytesText({ bytes }: { readonly bytes: number }): string {
  return bytes.toLocaleString('en-US');
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.length));
}
