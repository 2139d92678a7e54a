import { expect, test } from 'vitest';
import type { Message } from '../../src/ring/index.ts';
import { settle, settledRing } from './joining.ts';
import type { TableTop } from './table-top.ts';

const lab = [2, 4, 5, 8, 9, 14, 19];
const rounds = ['ask-state', 'ask-change', 'state', 'same'];

/** The kinds of messages of stabilize that go out from now on, in order. */
function roundsOf(table: TableTop): Message['kind'][] {
  const kinds: Message['kind'][] = [];
  table.afterStep = (_seat, _before, _input, effects) => {
    for (const effect of effects)
      if (effect.kind === 'send' && rounds.includes(effect.message.kind)) kinds.push(effect.message.kind);
  };
  return kinds;
}

test('while nothing changes no list is sent, only that nothing has changed', () => {
  const table = settledRing(lab);
  table.runFor(30_000);
  const kinds = roundsOf(table);

  table.runFor(30_000);

  expect(kinds.length).toBeGreaterThan(2 * 7 * 8);
  expect(new Set(kinds)).toEqual(new Set(['ask-change', 'same']));
});

test('what changes is told whole, though CHANGED never arrives', () => {
  const table = settledRing(lab, { muted: ['changed'] });
  table.runFor(30_000);

  table.join(16, 2);
  settle(table);
  table.crash(table.seat(9), 'killed');
  settle(table);

  expect(table.seat(2).state.succ.map(({ id }) => id)).toEqual([4, 5, 8, 14, 16, 19]);
});

test('whose own list changed while it asked asks again for the whole state', () => {
  const table = settledRing(lab);
  table.runFor(30_000);
  const asker = table.seat(4);
  table.runUntil(() => asker.state.op?.kind === 'stabilize', 10_000);
  const [head] = asker.state.succ;
  const n = asker.state.op?.n ?? 0;
  asker.state = { ...asker.state, succ: asker.state.succ.slice(0, 1), version: asker.state.version + 1 };
  const kinds = roundsOf(table);

  if (head !== undefined)
    table.give(asker, { kind: 'received', from: head, message: { kind: 'same', n }, channel: 'stream' });

  expect(kinds).toEqual(['ask-state']);
  expect(asker.state.succ.map(({ id }) => id)).toEqual([5]);
  table.runFor(1_000);
  expect(asker.state.succ.map(({ id }) => id)).toEqual([5, 8, 9, 14, 19, 2]);
});

test('that nothing has changed is believed of the head alone, for the present question', () => {
  const table = settledRing(lab);
  table.runFor(30_000);
  const asker = table.seat(4);
  table.runUntil(() => asker.state.op?.kind === 'stabilize', 10_000);
  const { op } = asker.state;

  for (const [from, n] of [
    [9, op?.n ?? 0],
    [5, (op?.n ?? 0) - 1],
  ] as const)
    table.give(asker, {
      kind: 'received',
      from: table.seat(from).self,
      message: { kind: 'same', n },
      channel: 'stream',
    });

  expect(asker.state.op).toEqual(op);
});

test('a member that is leaving says so, and not that nothing has changed', () => {
  const table = settledRing(lab);
  table.runFor(30_000);
  const { version } = table.seat(9).state;
  table.seat(9).state = { ...table.seat(9).state, phase: 'leaving' };
  const answers: Message[] = [];
  table.afterStep = (_seat, _before, _input, effects) => {
    for (const effect of effects) if (effect.kind === 'send') answers.push(effect.message);
  };

  table.give(table.seat(9), {
    kind: 'received',
    from: table.seat(8).self,
    message: { kind: 'ask-change', n: 77, version },
    channel: 'stream',
  });

  expect(answers).toMatchObject([{ kind: 'state', n: 77, phase: 'leaving' }]);
});
