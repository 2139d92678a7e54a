// What this peer's own messages suffer on their way out, for those who test rings: silence, loss, delay, doubles, overtaking, each by address and
// seeded. Nothing is refused and nothing reported, as on a bad network. Without rules everything goes straight through.

import { EventEmitter, once } from 'node:events';
import { setTimeout as after } from 'node:timers/promises';
import type { Address } from '../ring/index.ts';
import { draw } from '../ring/random.ts';

/** Shares are from 0 to 1. */
export interface LinkRule {
  /** Peers that are sent to. */
  readonly to: readonly Address[];
  /** Nothing gets through. */
  readonly drop: boolean;
  readonly loss: number;
  /** Of datagrams. */
  readonly duplicate: number;
  /** Of datagrams: later ones overtake them. */
  readonly reorder: number;
  /** Least and most, in ms. */
  readonly delayMs: readonly [least: number, most: number] | undefined;
}

export interface LinkEvents {
  sendDatagram(to: Address, bytes: Uint8Array): void;
  sendFrame(to: Address, body: Uint8Array): void;
}

/** What TCP waits before it repeats a lost segment, doubled with each loss (RFC 6298). */
const repeatMs = 200;
const repeatsMax = 6;
/** A datagram that others overtake is so much later. */
const overtakenMs = 50;
/** Frames that wait for a peer that hears nothing; beyond, they are lost. */
const waitingMax = 1_000;

interface Line {
  /** In order, each with the moment from which on it may leave. */
  waiting: { readonly at: number; readonly body: Uint8Array }[];
  timer: NodeJS.Timeout | undefined;
}

export class Links implements Disposable {
  readonly #events: LinkEvents;
  readonly #clock: () => number;
  #rules: ReadonlyMap<Address, LinkRule> = new Map();
  readonly #lines = new Map<Address, Line>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #changes = new EventEmitter<{ set: [] }>().setMaxListeners(0);
  #random = 0;

  constructor(events: LinkEvents, clock: () => number = performance.now.bind(performance)) {
    this.#events = events;
    this.#clock = clock;
  }

  /** From now on these rules hold and no others. What was held gets through where nothing is dropped any more. */
  set(rules: readonly LinkRule[], seed: number): void {
    this.#random = seed | 0;
    this.#rules = new Map(rules.flatMap((rule) => rule.to.map((address) => [address, rule] as const)));
    for (const [address, line] of this.#lines) this.#drain(address, line);
    this.#changes.emit('set');
  }

  /** Does nothing of ours come to that address? */
  isCut(to: Address): boolean {
    return this.#rules.get(to)?.drop === true;
  }

  datagram(to: Address, bytes: Uint8Array): void {
    const rule = this.#rules.get(to);
    if (rule === undefined) return this.#events.sendDatagram(to, bytes);
    if (rule.drop) return;
    const copies = this.#happens(rule.duplicate) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      if (this.#happens(rule.loss)) continue;
      const overtaken = this.#happens(rule.reorder) ? overtakenMs * (1 + this.#next()) : 0;
      this.#later(this.#delay(rule) + overtaken, () => this.#events.sendDatagram(to, bytes));
    }
  }

  /** A frame of a connection is never lost and never overtaken: it is late, as TCP makes it. */
  frame(to: Address, body: Uint8Array): void {
    const rule = this.#rules.get(to);
    const known = this.#lines.get(to);
    if (rule === undefined && known === undefined) return this.#events.sendFrame(to, body);
    const line = known ?? { waiting: [], timer: undefined };
    this.#lines.set(to, line);
    if (line.waiting.length >= waitingMax) return;
    const soonest = line.waiting.at(-1)?.at ?? 0;
    const lateMs = rule === undefined ? 0 : this.#delay(rule) + this.#repeats(rule.loss);
    line.waiting.push({ at: Math.max(soonest, this.#clock() + lateMs), body });
    this.#drain(to, line);
  }

  /**
   * For a connection that somebody else sends on, frame by frame: resolves with true when the next one may leave, with false when nothing got through
   * for `limitMs`. `isBulk`: on the heels of another frame, so that it has paid for the delay already.
   */
  async passage(to: Address, isBulk: boolean, limitMs: number): Promise<boolean> {
    if (!this.#rules.has(to)) return true;
    const patience = AbortSignal.timeout(limitMs);
    while (this.isCut(to)) {
      const isChanged = await once(this.#changes, 'set', { signal: patience }).catch(() => undefined);
      if (isChanged === undefined) return false;
    }
    const rule = this.#rules.get(to);
    const lateMs = rule === undefined ? 0 : (isBulk ? 0 : this.#delay(rule)) + this.#repeats(rule.loss);
    return lateMs === 0 || (await after(Math.min(lateMs, limitMs), lateMs < limitMs, { ref: false }));
  }

  /** Sends what may leave now, and comes back for the next. */
  #drain(to: Address, line: Line): void {
    clearTimeout(line.timer);
    line.timer = undefined;
    if (this.isCut(to)) return;
    const now = this.#clock();
    for (let next = line.waiting[0]; next !== undefined && next.at <= now; next = line.waiting[0]) {
      line.waiting.shift();
      this.#events.sendFrame(to, next.body);
    }
    const [next] = line.waiting;
    if (next !== undefined) line.timer = setTimeout(() => this.#drain(to, line), Math.max(1, next.at - now));
    else if (!this.#rules.has(to)) this.#lines.delete(to);
  }

  #repeats(loss: number): number {
    let ms = 0;
    for (let times = 0; times < repeatsMax && this.#happens(loss); times += 1) ms += repeatMs * 2 ** times;
    return ms;
  }

  #delay({ delayMs }: LinkRule): number {
    if (delayMs === undefined) return 0;
    const [least, most] = delayMs;
    return least + this.#next() * (most - least);
  }

  #happens(share: number): boolean {
    return share > 0 && this.#next() < share;
  }

  #next(): number {
    const [value, random] = draw(this.#random);
    this.#random = random;
    return value;
  }

  #later(ms: number, send: () => void): void {
    if (ms <= 0) return send();
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      send();
    }, ms);
    this.#timers.add(timer);
  }

  /** What is under way is lost. */
  [Symbol.dispose](): void {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const { timer } of this.#lines.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#lines.clear();
  }
}
