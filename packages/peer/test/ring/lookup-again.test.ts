import { expect, test } from 'vitest';
import type { LookupOutcome } from '../../src/ring/index.ts';
import { settledRing } from './joining.ts';
import type { TableTop } from './table-top.ts';

const ids = [0, 3, 4, 9, 17, 22, 31];
const small = { bits: 5, successorsMax: 3 };

function outcome(table: TableTop, tag: number): LookupOutcome | undefined {
  return table.outcomes.get(tag)?.outcome;
}

test('who looks for those near a key hears of them while its owner and the peer before it lie dead, and nobody has noticed', () => {
  const table = settledRing(ids, { ...small, routing: 'shortcuts' });
  table.runFor(30_000);
  table.crash(table.seat(9), 'killed');
  table.crash(table.seat(17), 'killed');

  const asked = { kind: 'lookup', key: table.id(12), purpose: 'lookup', name: null } as const;
  table.give(table.seat(31), { ...asked, tag: 9_001, seek: 'near' });
  table.give(table.seat(31), { ...asked, tag: 9_002, seek: 'owner' });
  table.runFor(200);

  expect(outcome(table, 9_001)).toMatchObject({
    kind: 'found',
    owner: { id: 4 },
    succ: [{ id: 9 }, { id: 17 }, { id: 22 }],
  });
  expect(outcome(table, 9_002)).toBeUndefined();
});

test('a lookup that is asked again sets out once more at once, and is still one lookup', () => {
  const table = settledRing(ids, small);
  table.crash(table.seat(17), 'silent');
  const asker = table.seat(0);
  const asked = { kind: 'lookup', tag: 9_001, seek: 'owner', key: table.id(12), name: null } as const;

  table.give(asker, { ...asked, purpose: 'request' });
  table.runFor(100);
  table.give(asker, { ...asked, purpose: 'lookup' });

  const own = asker.state.lookups.filter(({ use }) => use.kind === 'host');
  expect(own).toMatchObject([{ attempt: 2, purpose: 'request' }]);
  table.runUntil(() => outcome(table, 9_001) !== undefined, 12_000);
  expect(outcome(table, 9_001)).toMatchObject({ kind: 'found', owner: { id: 22 } });
});
