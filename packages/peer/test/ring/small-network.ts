// What lies between the peers of a table-top ring: parcels on their way, delays, losses, and which connections are open.

import type { Address, Channel } from '../../src/ring/index.ts';
import { draw } from '../../src/ring/random.ts';

interface Parcel {
  at: number;
  readonly open: () => void;
  /** The stream it goes by. */
  readonly way: string | undefined;
}

const resendMs = 200;
const delayMs = { least: 1, spread: 9 };

export class SmallNetwork {
  readonly #parcels: Parcel[] = [];
  readonly #links = new Set<string>();
  readonly #loss: number;
  #random: number;

  /** `loss`: the share of packets lost each way. A stream sends them again, which takes time. */
  constructor(seed: number, loss: number) {
    this.#random = seed | 0;
    this.#loss = loss;
  }

  chance(): number {
    const [value, random] = draw(this.#random);
    this.#random = random;
    return value;
  }

  /** When the next parcel arrives. */
  get nextAt(): number {
    return this.#parcels[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  openNext(): void {
    this.#parcels.shift()?.open();
  }

  /** Has `open` called at that moment, after everything that was due then already. */
  later(at: number, open: () => void, way?: string): void {
    const before = this.#parcels.findLastIndex((parcel) => parcel.at <= at);
    this.#parcels.splice(before + 1, 0, { at, open, way });
  }

  /** Carries a message; `open` is called on arrival, or never. */
  carry(now: number, way: readonly [from: Address, to: Address], channel: Channel, open: () => void): void {
    const at = now + delayMs.least + Math.floor(this.chance() * delayMs.spread);
    const isLost = this.#isLost();
    if (channel === 'stream') this.#carryOnStream(way.join(), at, isLost, open);
    else if (!isLost) this.later(at, open);
  }

  #isLost(): boolean {
    return this.chance() < this.#loss;
  }

  /** Resent with a growing pause, as TCP does; or at once, when something sent later gets through and is acknowledged. In order always. */
  #carryOnStream(way: string, firstAt: number, isFirstLost: boolean, open: () => void): void {
    let at = firstAt;
    let isLost = isFirstLost;
    for (let wait = resendMs; isLost; wait *= 2) {
      at += wait;
      isLost = this.#isLost();
    }
    const before = this.#parcels.filter((parcel) => parcel.way === way);
    if (!isFirstLost && !this.#isLost() && !this.#isLost()) {
      for (const parcel of before) parcel.at = Math.min(parcel.at, firstAt + 2 * delayMs.spread);
      this.#parcels.sort((a, b) => a.at - b.at);
    }
    this.later(Math.max(at, ...before.map((parcel) => parcel.at)), open, way);
  }

  connect(a: Address, b: Address): void {
    this.#links.add(linkOf(a, b));
  }

  isConnected(a: Address, b: Address): boolean {
    return this.#links.has(linkOf(a, b));
  }

  /** Breaks the connection, if there is one. */
  disconnect(a: Address, b: Address): boolean {
    return this.#links.delete(linkOf(a, b));
  }
}

function linkOf(a: Address, b: Address): string {
  return [a, b].toSorted().join();
}
