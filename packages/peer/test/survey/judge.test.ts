import { expect, test } from 'vitest';
import { isIdeal, judge, listIds, slotWords } from '../../src/survey/index.ts';
import {
  contact,
  contacts,
  id,
  idealRing,
  idealStatuses,
  observed,
  silent,
  spoiled,
  status,
  unpolled,
} from './ring-of.ts';

const seven = [2, 4, 5, 8, 9, 14, 19];

test('a ring whose every list matches the sorted circle is OK', () => {
  const verdict = judge(idealRing(seven));

  expect(verdict).toMatchObject({ state: 'OK', line: '7 peers agree', findings: [], windings: 1 });
  expect(verdict.rings).toEqual([seven]);
  expect(isIdeal(verdict)).toBe(true);
});

test('a lone peer with empty lists is OK, also when its id is 0', () => {
  expect(judge(idealRing([0]))).toMatchObject({ state: 'OK', line: '0 is alone', rings: [[0]], windings: 1 });
});

test('a ring of two holds one entry a list, and a second entry is one too many', () => {
  const two = idealRing([0, 255]);

  expect(judge(two).state).toBe('OK');
  expect(judge(spoiled(two, 0, { succ: contacts(255, 255) }))).toMatchObject({
    state: 'UNSETTLED',
    line: "0's second successor says 255, should be nobody",
    findings: [{ peer: 0, list: 'succ', slot: 1, says: 255, should: null, why: 'surplus' }],
  });
});

test('one wrong entry anywhere in a successor list makes the ring UNSETTLED', () => {
  const ring = spoiled(idealRing(seven), 9, { succ: contacts(14, 2, 4, 5, 8) });

  const verdict = judge(ring);

  expect(verdict.state).toBe('UNSETTLED');
  expect(verdict.line).toBe("9's second successor says 2, should be 19; 4 more entries are wrong");
});

test('a third predecessor is not looked at', () => {
  expect(judge(spoiled(idealRing(seven), 9, { pred: contacts(8, 5, 250) })).state).toBe('OK');
});

test('a dead peer that is still named makes the ring HEALING, and the sentence counts who has mended', () => {
  const before = idealRing(seven, { successorsMax: 2 });
  const after = idealStatuses([2, 4, 5, 8, 9, 19], { successorsMax: 2 });
  const mended = after.filter((peer) => peer.id === 9).map(observed);
  const ring = [...before.filter((each) => each.id !== 9 && each.id !== 14), ...mended, silent(14)];

  const verdict = judge(ring);

  expect(verdict.state).toBe('HEALING');
  expect(verdict.line).toBe('14 is gone; 1 of 4 neighbours mended (9)');
  expect(verdict.gone).toEqual([14]);
  expect(verdict.rings).toEqual([[2, 4, 5, 8, 9, 19]]);
});

test('a peer that left, or was fenced, counts as gone while it still answers', () => {
  for (const phase of ['left', 'fenced'] as const) {
    const verdict = judge(spoiled(idealRing(seven), 14, { phase }));
    expect(verdict).toMatchObject({ state: 'HEALING', gone: [14], forgotten: [] });
  }
});

test('a dead peer that nobody names does not spoil the ring, and is mentioned', () => {
  const verdict = judge([...idealRing([2, 4, 5]), silent(9)]);

  expect(verdict).toMatchObject({ state: 'OK', gone: [], forgotten: [9] });
  expect(verdict.line).toBe('3 peers agree; 9 is gone and nobody names it');
});

test('a named peer that nobody observed counts as gone', () => {
  expect(judge(idealRing(seven).filter((each) => each.id !== 14))).toMatchObject({ gone: [14] });
});

test('a right ring with a member that is not polled is OK*, and its own lists are not looked at', () => {
  const ring = idealStatuses([...seven, 15]);
  const seen = ring.map((peer) => (peer.id === 15 ? unpolled({ ...peer, succ: [] }) : observed(peer)));

  const verdict = judge(seen);

  expect(verdict).toMatchObject({ state: 'OK*', line: '8 peers agree; 15 is not monitored' });
  expect(verdict.unmonitored).toEqual([15]);
  expect(isIdeal(verdict)).toBe(true);
});

test('an idle or joining peer is alive and no member of the ring', () => {
  const ring = [...idealRing(seven), observed(status(15, { phase: 'joining' }))];

  expect(judge(ring)).toMatchObject({
    state: 'OK',
    line: '7 peers agree; 15 is joining',
    outsiders: [{ id: 15, phase: 'joining' }],
  });
  expect(judge(spoiled(ring, 14, { succ: contacts(15, 19, 2, 4, 5, 8) })).findings[0]).toMatchObject({
    why: 'no-member',
    says: 15,
    should: 19,
  });
});

test('a leaving peer is a member until it has left', () => {
  expect(judge(spoiled(idealRing(seven), 9, { phase: 'leaving' })).state).toBe('OK');
});

test('an isolated peer among others makes the ring UNSETTLED in words of its own', () => {
  const ring = [...idealRing([2, 4, 5]), observed(status(9, { phase: 'isolated' }))];

  const verdict = judge(ring);

  expect(verdict.state).toBe('UNSETTLED');
  expect(verdict.line).toMatch(/^9 is isolated: it knows nobody who answers; \d+ more entries are wrong$/);
});

test('two peers that each think they are alone are two rings', () => {
  const verdict = judge([observed(status(2)), observed(status(9))]);

  expect(verdict).toMatchObject({ state: 'SPLIT', line: '2 rings: 2 | 9', rings: [[2], [9]] });
});

test('a ring whose neighbours all agree but that winds twice is LOOPY', () => {
  const order = [2, 5, 9, 4, 8];
  const ring = order.map((self, index) =>
    observed(
      status(self, {
        successorsMax: 1,
        succ: contacts(order[(index + 1) % 5] ?? 0),
        pred: contacts(order[(index + 4) % 5] ?? 0, order[(index + 3) % 5] ?? 0),
      }),
    ),
  );

  expect(judge(ring)).toMatchObject({ state: 'LOOPY', windings: 2 });
});

test('nobody answering is BLIND, and so is nobody to ask', () => {
  expect(judge([silent(2), silent(4)])).toMatchObject({
    state: 'BLIND',
    line: 'none of 2 peers answers',
  });
  expect(judge([]).state).toBe('BLIND');
});

test('an entry of a former life of the right peer is wrong, and one of an unknown life is not', () => {
  const two = idealRing([2, 9]);

  const reborn = spoiled(two, 9, { epoch: 5 });

  expect(judge(reborn).findings).toHaveLength(2);
  expect(judge(reborn).line).toBe(
    "2's first successor says 9 of a former life, should be 9; 1 more entry is wrong",
  );
  expect(judge(spoiled(reborn, 2, { succ: [contact(9, 0)], pred: [contact(9, 5)] })).state).toBe('OK');
});

test('idle peers alone are no ring yet', () => {
  expect(judge([observed(status(2, { phase: 'idle' }))])).toMatchObject({
    state: 'UNSETTLED',
    line: 'nobody is a member yet; 2 is idle',
  });
});

test('slots and lists of ids are said as people say them', () => {
  const said = [0, 7, 8, 10, 20, 21, 31].map((slot) => slotWords({ list: 'succ', slot }));

  expect(said.map((words) => words.replace(' successor', ''))).toEqual([
    'first',
    'eighth',
    '9th',
    '11th',
    '21st',
    '22nd',
    '32nd',
  ]);
  expect(listIds([])).toBe('nobody');
  expect(listIds([id(0)])).toBe('0');
  expect(listIds([0, 4, 9].map(id))).toBe('0, 4 and 9');
  expect(listIds(Array.from({ length: 20 }, (_, place) => id(place)))).toBe(
    '0, 1, 2, 3, 4, 5, 6, 7 and 12 more',
  );
});
