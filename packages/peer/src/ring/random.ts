// Chance as a value: a seeded generator (mulberry32, Tommy Ettinger 2017, public domain) whose state is one number.

/** A number in [0, 1) and the state that follows. */
export function draw(random: number): readonly [value: number, next: number] {
  const next = (random + 0x6d2b79f5) | 0;
  let mixed = Math.imul(next ^ (next >>> 15), 1 | next);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return [((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296, next];
}
