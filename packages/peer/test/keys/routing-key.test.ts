import fc from 'fast-check';
import { expect, test } from 'vitest';
import { routingKey } from '../../src/keys/index.ts';
import { clockwise, identifierSpace, toIdentifier, type Identifier } from '../../src/ring/space.ts';

const space = identifierSpace(5);
const position = fc.nat(space.size - 1).map((value) => toIdentifier(space, value));
const peers = fc.uniqueArray(position, { minLength: 1, maxLength: 8 });

/** The first peer at or after a position: the ring's own rule. */
function ownerOf(ids: readonly Identifier[], at: Identifier): Identifier | undefined {
  return ids.toSorted((a, b) => clockwise(space, at, a) - clockwise(space, at, b))[0];
}

test('the owner "after" a key is the nearest clockwise peer that is not at the key itself, or a lone peer', () => {
  fc.assert(
    fc.property(peers, position, (ids, key) => {
      const others = ids.filter((id) => id !== key);
      const expected = others.length === 0 ? key : ownerOf(others, key);
      expect(ownerOf(ids, routingKey(key, 'after', space))).toBe(expected);
    }),
  );
});

test('the owner "at or after" a key is the peer at the key, where there is one', () => {
  fc.assert(
    fc.property(peers, (ids) => {
      for (const id of ids) expect(ownerOf(ids, routingKey(id, 'at-or-after', space))).toBe(id);
    }),
  );
});
