// A service that keeps one value a name, right unless a fault is switched on. In memory, on a virtual clock; what it answers is what a ring would.

import type { FinalReading } from '../../src/history/index.ts';
import type { Chance } from '../../src/sim/index.ts';

/** What a ring must never do, one mistake each. */
export const faults = [
  'stale replica',
  'lost write',
  'denied value',
  'doubled retry',
  'invented value',
  'damaged value',
  'refusal that was none',
] as const;
export type Fault = (typeof faults)[number];

/** How often a chance to be wrong is taken. */
const faultShare = 0.05;
const refusedShare = 0.05;

export type StoreAnswer = 'stored' | 'not-stored';
export type RequestAnswer = { readonly content: string } | 'not-found' | 'unavailable';

interface Held {
  content: string | null;
  /** What a replica that is behind still has. */
  former: string | null;
}

export class RegisterService {
  readonly #held = new Map<string, Held>();
  readonly #obeyed = new Set<string>();
  readonly #chance: Chance;
  readonly #fault: Fault | undefined;
  #inventions = 0;

  constructor(chance: Chance, fault?: Fault) {
    this.#chance = chance;
    this.#fault = fault;
  }

  /** A request id is obeyed once. */
  store(name: string, content: string, request: string): StoreAnswer {
    if (this.#obeyed.has(request) && this.#fault !== 'doubled retry') return 'stored';
    if (this.#isWrong('refusal that was none')) {
      this.#put(name, content);
      return 'not-stored';
    }
    if (this.#chance.happens(refusedShare)) return 'not-stored';
    this.#obeyed.add(request);
    if (!this.#isWrong('lost write')) this.#put(name, content);
    return 'stored';
  }

  request(name: string): RequestAnswer {
    if (this.#chance.happens(refusedShare)) return 'unavailable';
    const { content, former } = this.#heldUnder(name);
    if (this.#isWrong('stale replica')) return answerOf(former);
    if (this.#isWrong('denied value')) return 'not-found';
    if (this.#isWrong('invented value')) {
      this.#inventions += 1;
      return { content: `invented-${this.#inventions}` };
    }
    if (content !== null && this.#isWrong('damaged value')) return { content: `half-of-${content}` };
    return answerOf(content);
  }

  /** Every name as it stands. */
  readings(names: readonly string[]): ReadonlyMap<string, FinalReading> {
    return new Map(names.map((name) => [name, this.#reading(name)]));
  }

  #reading(name: string): FinalReading {
    const { content } = this.#heldUnder(name);
    if (content === null) return { outcome: 'absent' };
    return this.#isWrong('damaged value') ? { outcome: 'damaged' } : { outcome: 'found', content };
  }

  #put(name: string, content: string): void {
    this.#held.set(name, { content, former: this.#heldUnder(name).content });
  }

  #heldUnder(name: string): Held {
    return this.#held.get(name) ?? { content: null, former: null };
  }

  #isWrong(fault: Fault): boolean {
    return this.#fault === fault && this.#chance.happens(faultShare);
  }
}

function answerOf(content: string | null): RequestAnswer {
  return content === null ? 'not-found' : { content };
}
