// Random items, and random peers to store them at: the same ones each time.

const fruits = ['apple', 'cherry', 'fig', 'grape', 'lemon', 'mango', 'olive', 'peach', 'pear', 'plum'];

export interface Item {
  readonly name: string;
  readonly content: string;
  /** Which of the peers is asked to store it: 0, 1, ... */
  readonly place: number;
}

export function randomItems(count: number, peers: number, seed: number): readonly Item[] {
  const below = seededChance(seed);
  return Array.from({ length: count }, (_, number) => ({
    name: `${fruits[below(fruits.length)]}-${number}`,
    content: `content ${below(1_000_000)}`,
    place: below(peers),
  }));
}

/** Whole numbers below a limit, by mulberry32. */
export function seededChance(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}
