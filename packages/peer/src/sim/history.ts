// A fingerprint of everything that happened, in order: two runs with the same one had the same history. FNV-1a (Fowler, Noll, Vo) over numbers, two lanes wide.

import type { Message } from '../ring/index.ts';

const prime = 16_777_619;
const kinds = [
  'ping',
  'pong',
  'ask-state',
  'state',
  'not-member',
  'notify',
  'changed',
  'superseded',
  'candidate',
  'leave',
  'leave-heard',
  'find',
  'found',
  'stuck',
  'passed',
  'relay-ping',
  'relay-pong',
  'ask-change',
  'same',
] as const satisfies readonly Message['kind'][];

const codes: ReadonlyMap<string, number> = new Map(kinds.map((kind, code) => [kind, code]));

export class History {
  #first = 0x811c9dc5;
  #second = 0x01000193;
  /** Inputs given to peers so far. */
  events = 0;

  /** One input of one peer. `message` for what came over the network. */
  add(now: number, index: number, code: number, message: Message | undefined): void {
    this.events += 1;
    this.#mix(Math.floor(now * 1_000));
    this.#mix(index * 64 + code);
    if (message !== undefined) this.#mix((codes.get(message.kind) ?? kinds.length) + 16 * numberOf(message));
  }

  #mix(value: number): void {
    const low = value | 0;
    this.#first = Math.imul(this.#first ^ low, prime);
    this.#second = Math.imul(this.#second ^ (low + (this.#first >>> 15)), 0x85ebca6b);
  }

  /** 16 hexadecimal digits. */
  hash(): string {
    return [this.#first, this.#second].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
  }
}

function numberOf(message: Message): number {
  return 'n' in message ? message.n : 0;
}
