// A ring that never changes, of up to a million peers: ids and finger tables in flat arrays. Every step of a walk is decided by the
// protocol's own routing, from a state that is made when the walk comes by.

import { initialState, type Contact, type Identifier, type RingOptions } from '../../ring/index.ts';
import { nextHop } from '../../ring/routing.ts';
import type { Chance } from '../chance.ts';
import { idAt, ownerPlace, trueFingers } from '../finger-table.ts';

const nobody = -1;

export class StaticRing {
  readonly size: number;
  readonly #options: RingOptions;
  readonly #ids: Float64Array;
  /** The place of finger `index` of the peer at `place`, at `place * bits + index`. */
  readonly #fingers: Int32Array;

  constructor(options: RingOptions, size: number, chance: Chance) {
    const { space, successorsMax } = options;
    this.size = size;
    this.#options = options;
    this.#ids = drawSorted(chance, size, space.size);
    this.#fingers = new Int32Array(size * space.bits).fill(nobody);
    for (let place = 0; place < size; place += 1) {
      for (const finger of trueFingers(space, this.#ids, place, successorsMax))
        this.#fingers[place * space.bits + finger.index] = finger.place;
    }
  }

  get bytes(): number {
    return this.#ids.byteLength + this.#fingers.byteLength;
  }

  /** How many peers a walk from that place passes until the owner of the key has it; 0 when it begins there. */
  hops(from: number, key: Identifier): number {
    const { space } = this.#options;
    const owner = ownerPlace(space, this.#ids, key);
    let [place, hops] = [from, 0];
    while (place !== owner) {
      place = this.#next(place, key);
      hops += 1;
      if (hops > this.size) throw new RangeError(`the walk to key ${key} does not end`);
    }
    return hops;
  }

  #next(place: number, key: Identifier): number {
    const { space, successorsMax } = this.#options;
    const self = this.#contact(place);
    const length = Math.min(successorsMax, this.size - 1);
    const succ = Array.from({ length }, (_, nth) => this.#contact(place + nth + 1));
    const fingers: { index: number; contact: Contact }[] = [];
    for (let index = 0; index < space.bits; index += 1) {
      const finger = this.#fingers[place * space.bits + index] ?? nobody;
      if (finger !== nobody) fingers.push({ index, contact: this.#contact(finger) });
    }
    const state = { ...initialState(this.#options, self, 0), succ, fingers };
    const hop = nextHop(state, key, [], 0);
    if (hop === undefined) throw new RangeError(`peer ${self.id} knows no way to key ${key}`);
    return ownerPlace(space, this.#ids, hop.contact.id);
  }

  #contact(place: number): Contact {
    return { id: this.idAt(place % this.size), epoch: 1, address: '' };
  }

  /** The peer at that place, in ring order. */
  idAt(place: number): Identifier {
    return idAt(this.#options.space, this.#ids, place);
  }
}

/** So many different whole numbers below `limit`, sorted: `drawIds` for millions. */
export function drawSorted(chance: Chance, count: number, limit: number): Float64Array {
  let drawn = new Float64Array();
  while (drawn.length < count) {
    const more = Float64Array.from({ length: count - drawn.length }, () => chance.below(limit));
    const all = new Float64Array(drawn.length + more.length);
    all.set(drawn);
    all.set(more, drawn.length);
    all.sort();
    drawn = all.filter((id, place) => place === 0 || id !== all[place - 1]);
  }
  return drawn;
}
