import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clockwise, initialState, type Contact, type RingState } from '../../src/ring/index.ts';
import { nearestFirst, successorList } from '../../src/ring/lists.ts';
import { TableTop } from './table-top.ts';

const table = new TableTop({ successorsMax: 4 });

function contact(value: number, epoch = 1): Contact {
  return { id: table.id(value), epoch, address: `127.0.0.1:${12_000 + value}` };
}

function peer(value: number): RingState {
  return initialState(table.options, contact(value), 1);
}

function listed(self: number, ...ids: readonly number[]): number[] {
  const [head, ...rest] = ids.map((id) => contact(id));
  return head === undefined ? [] : successorList(peer(self), head, rest).map(({ id }) => id);
}

test('a list is cut at four, at self, at a repeat, and at the first contact that is out of order', () => {
  expect(listed(10, 20, 30, 40, 50, 60)).toEqual([20, 30, 40, 50]);
  expect(listed(10, 20, 30, 10, 40)).toEqual([20, 30]);
  expect(listed(10, 20, 30, 30, 40)).toEqual([20, 30]);
  expect(listed(10, 20, 30, 25, 40)).toEqual([20, 30]);
  expect(listed(10, 20, 30, 5, 7)).toEqual([20, 30, 5, 7]);
  expect(listed(10, 20, 5, 7, 15)).toEqual([20, 5, 7]);
  expect(listed(0, 255, 1)).toEqual([255]);
  expect(listed(255, 0, 1)).toEqual([0, 1]);
  expect(listed(10, 10, 20)).toEqual([]);
});

test('whatever is copied, a list is in clockwise order, without self or repeats, and begins with its head', () => {
  fc.assert(
    fc.property(fc.nat(255), fc.array(fc.nat(255), { minLength: 1, maxLength: 12 }), (self, ids) => {
      const list = listed(self, ...ids);
      const distances = list.map((id) => clockwise(table.options.space, table.id(self), table.id(id)));

      expect(distances).toEqual([...new Set(distances)].toSorted((a, b) => a - b));
      expect(list).not.toContain(self);
      expect(list.length).toBeLessThanOrEqual(4);
      expect(list[0]).toBe(ids[0] === self ? undefined : ids[0]);
    }),
  );
});

test('a former life that somebody still names gives way to the later one that we met', () => {
  const state = { ...peer(10), known: new Map([[table.id(30), contact(30, 7)]]) };

  const list = successorList(state, contact(20), [contact(30, 6), contact(40)]);

  expect(list).toEqual([contact(20), contact(30, 7), contact(40)]);
});

test('nearest first counts clockwise from self, over the end of the circle', () => {
  const sorted = nearestFirst(peer(250), [contact(3), contact(249), contact(251), contact(0)]);
  expect(sorted.map(({ id }) => id)).toEqual([251, 0, 3, 249]);
});
