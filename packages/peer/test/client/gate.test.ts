import { expect, test } from 'vitest';
import { Gate } from '../../src/client/gate.ts';

test('no more than so many are inside at once, all get in, in their order, and a failure frees its place', async () => {
  const gate = new Gate(3);
  let [inside, most] = [0, 0];
  const entered: number[] = [];
  const works = Array.from({ length: 20 }, (_, place) =>
    gate.through(async () => {
      entered.push(place);
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
      if (place % 4 === 0) throw new Error(`work ${place} failed`);
      return place;
    }),
  );

  const ends = await Promise.allSettled(works);

  expect(most).toBe(3);
  expect(entered).toEqual(works.map((_, place) => place));
  expect(ends.map(({ status }) => status)).toEqual(
    works.map((_, place) => (place % 4 === 0 ? 'rejected' : 'fulfilled')),
  );
});
