import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkFinal, checkRegister, type FinalReading, type Operation } from '../../src/history/index.ts';
import { registerHistory } from '../../src/history/register-history.ts';
import { impossibleReads } from '../../src/history/register/impossible-reads.ts';
import { decide } from '../../src/history/register/decide.ts';
import { leaveOut } from '../../src/history/register/leave-out.ts';
import { searchOrder } from '../../src/history/register/search.ts';
import { clusterConflict } from '../../src/history/register/zones.ts';
import { hasOrder, lastInAnyOrder } from './all-orders.ts';
import { found, heard, refused, stored, tried } from './operations.ts';

const client = fc.nat(3);
const span = fc.tuple(fc.nat(12), fc.nat(6)).map(([start, length]) => [start, start + length] as const);

/** Random operations over so few contents that many stores are of the same one. */
function operation(contents: readonly string[]): fc.Arbitrary<Operation> {
  const content = fc.constantFrom(...contents);
  const request = fc.constantFrom({}, {}, { request: 'r1' }, { request: 'r2' });
  const read = fc.tuple(client, content, span).map((each) => found(...each));
  const store = fc.tuple(client, content, span, request).map((each) => stored(...each));
  return fc.oneof(
    { weight: 4, arbitrary: read },
    { weight: 3, arbitrary: store },
    { weight: 2, arbitrary: fc.tuple(client, content, fc.nat(12), request).map((each) => tried(...each)) },
    { weight: 1, arbitrary: fc.tuple(client, content, span).map((each) => refused(...each)) },
    {
      weight: 1,
      arbitrary: fc.tuple(client, fc.constant('not-found' as const), span).map((each) => heard(...each)),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(client, fc.constantFrom('unavailable' as const, 'unknown' as const), span)
        .map((each) => heard(...each)),
    },
  );
}

const twinHistory = fc.array(operation(['a', 'b', 'c']), { maxLength: 7 });

/** Each content is stored once at most, as contents with a hash are. */
const singleHistory = fc.array(operation(['a', 'b', 'c', 'd']), { maxLength: 7 }).map(withoutTwins);

function withoutTwins(operations: readonly Operation[]): Operation[] {
  const written = new Set<string>();
  return operations.filter((each) => {
    if (each.kind !== 'store') return true;
    const isFirst = !written.has(each.content);
    written.add(each.content);
    return isFirst;
  });
}

test.each([
  ['contents stored once', singleHistory],
  ['contents stored twice', twinHistory],
])('a random history of %s is violated exactly when no order of it is that of a register', (_, history) => {
  const seen = { ordered: 0, violated: 0 };
  fc.assert(
    fc.property(history, (operations) => {
      const { violations, undecided } = checkRegister(operations);
      const isOrdered = hasOrder(operations);
      seen[isOrdered ? 'ordered' : 'violated'] += 1;

      expect(undecided).toEqual([]);
      expect(violations.length === 0).toBe(isOrdered);
    }),
    { numRuns: 4_000 },
  );
  expect(Math.min(seen.ordered, seen.violated), JSON.stringify(seen)).toBeGreaterThan(400);
});

test('clusters and search agree on longer histories of contents that were stored once', () => {
  const longHistory = fc
    .array(operation(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']), { minLength: 10, maxLength: 40 })
    .map(withoutTwins);
  const seen = { ordered: 0, violated: 0 };
  fc.assert(
    fc.property(longHistory, (operations) => {
      const history = registerHistory(operations);
      const { possible } = impossibleReads('ada', history);
      const conflict = clusterConflict(history.writes, possible);
      const { verdict } = searchOrder([...history.writes, ...possible], 1_000_000);
      if (verdict !== 'undecided') seen[verdict] += 1;

      expect(verdict).toBe(conflict === undefined ? 'ordered' : 'violated');
    }),
    { numRuns: 2_000 },
  );
  expect(Math.min(seen.ordered, seen.violated), JSON.stringify(seen)).toBeGreaterThan(100);
});

test('the operations of a violation have no order either, and none of them can be left out', () => {
  let proofs = 0;
  fc.assert(
    fc.property(twinHistory, (operations) => {
      for (const { kind, operations: proof } of checkRegister(operations).violations) {
        expect(hasOrder(proof)).toBe(false);
        if (kind === 'nobody-stored' || kind === 'refused' || kind === 'too-early') continue;
        proofs += 1;
        expect(hasOrder([...proof, ...storesOfWhatIsRead(proof, operations)])).toBe(false);
        for (const each of proof) expect(hasOrder(without(proof, each))).toBe(true);
      }
    }),
    { numRuns: 4_000 },
  );
  expect(proofs).toBeGreaterThan(100);
});

test('operations that have an order keep one, whatever stretch of them is left out', () => {
  const long = fc.array(operation(['a', 'b']), { minLength: 4, maxLength: 9 });
  let ordered = 0;
  fc.assert(
    fc.property(long, fc.nat(9), fc.nat(9), (operations, from, length) => {
      const history = registerHistory(operations);
      const { possible } = impossibleReads('ada', history);
      const all = [...history.writes, ...possible].toSorted((a, b) => a.startMs - b.startMs);
      fc.pre(decide(all, 100_000).verdict === 'ordered');
      ordered += 1;

      expect(decide(leaveOut(all, from, from + length), 100_000).verdict).toBe('ordered');
    }),
    { numRuns: 4_000 },
  );
  expect(ordered).toBeGreaterThan(100);
});

/** The stores that a proof left out though it reads their content: none of them may explain the read. */
function storesOfWhatIsRead(proof: readonly Operation[], all: readonly Operation[]): readonly Operation[] {
  const read = new Set(proof.flatMap((each) => (each.kind === 'request' ? [contentOf(each)] : [])));
  return all.filter((each) => each.kind === 'store' && read.has(each.content) && !proof.includes(each));
}

/** The attempts of a write go together; a content that is still read keeps its stores, since nobody else's would do. */
function without(proof: readonly Operation[], left: Operation): readonly Operation[] {
  const rest = proof.filter((each) => each !== left && !isSameWrite(each, left));
  const isStillRead = rest.some((each) => each.kind === 'request' && contentOf(each) === contentOf(left));
  return left.kind === 'store' && isStillRead ? [] : rest;
}

function isSameWrite(one: Operation, other: Operation): boolean {
  if (one.kind !== 'store' || other.kind !== 'store' || one.request === undefined) return false;
  return one.request === other.request && one.content === other.content;
}

function contentOf(each: Operation): string | undefined {
  return 'content' in each ? each.content : undefined;
}

test('a name may end with exactly the contents that are last in some order of its stores', () => {
  const stores = twinHistory.map((operations) => operations.filter(({ kind }) => kind === 'store'));
  fc.assert(
    fc.property(stores, fc.constantFrom('a', 'b', 'c', 'zz'), (operations, content) => {
      const reading: FinalReading = { outcome: 'found', content };
      const { violations } = checkFinal(operations, new Map([['ada', reading]]));

      expect(violations.length === 0).toBe(lastInAnyOrder(operations).has(content));
    }),
    { numRuns: 4_000 },
  );
});
