import { addressOf, contacts, idealStatuses, status } from '@ringside/peer/test/ring-of';
import { describe, expect, test } from 'vitest';
import { nextView, recordsOf, type Asked, type ReportRecord } from '../../src/index.ts';
import { answered, lastViewOf, silent, startAt, sweep, viewsOf } from '../sweeps.ts';

const seven = [2, 4, 5, 8, 9, 14, 19];
const right = idealStatuses(seven).map((peer) => answered(peer));
const wrong = idealStatuses(seven).map((peer) =>
  answered(peer.id === 9 ? { ...peer, version: 2, pred: contacts(8, 4) } : peer),
);

describe('a finding', () => {
  test('is ~ when it is first seen and firm once both peers were asked again', () => {
    const [first, second] = viewsOf(wrong, wrong);

    expect(first).toMatchObject({ isFirm: false, findings: [{ peer: 9, isFirm: false }] });
    expect(first?.rows.find((row) => row.id === 9)).toMatchObject({ agree: '~' });
    expect(second).toMatchObject({ isFirm: true, findings: [{ peer: 9, isFirm: true }] });
    expect(second?.rows.find((row) => row.id === 9)).toMatchObject({ agree: 'NO' });
  });

  test('that gave way to another one is ~ again', () => {
    const other = wrong.map((asked) =>
      asked.id === 9
        ? answered(status(9, { pred: contacts(8, 2), succ: contacts(14, 19, 2, 4, 5, 8) }))
        : asked,
    );

    expect(lastViewOf(wrong, other)).toMatchObject({ isFirm: false, findings: [{ says: 2, isFirm: false }] });
  });

  test('never settles the verdict while it is only ~', () => {
    const [, torn, healed] = viewsOf(right, wrong, right);

    expect(torn).toMatchObject({ verdict: { state: 'UNSETTLED' }, settled: { state: 'OK' } });
    expect(healed?.settled).toBe(torn?.settled);
  });
});

test('a right ring settles at once, nobody answering only when seen twice', () => {
  const [first, second] = viewsOf([silent(2)], [silent(2)]);

  expect(lastViewOf(right).settled).toMatchObject({ state: 'OK' });
  expect(first?.settled).toBeNull();
  expect(second?.settled).toMatchObject({ state: 'BLIND' });
});

test('a sweep is torn when anybody’s version changed since the sweep before', () => {
  const moved = right.map((asked) =>
    asked.answer.kind === 'status' && asked.id === 9
      ? answered({ ...asked.answer.status, version: 2 })
      : asked,
  );

  expect(viewsOf(right, right, moved, moved).map((view) => [view.isTorn, view.idealSweeps])).toEqual([
    [true, 1],
    [false, 2],
    [true, 1],
    [false, 2],
  ]);
});

test('SINCE counts from the sweep in which a row began to be as it is', () => {
  const ages = viewsOf(right, right, wrong, right, right).map(
    (view) => view.rows.find((row) => row.id === 9)?.sinceMs,
  );

  expect(ages).toEqual([0, 1_000, 0, 0, 1_000]);
});

test('a peer that was given by address keeps its row when it falls silent', () => {
  const views = viewsOf(right.map(byAddress), [...right.slice(0, -1), byAddress(silent(19))]);

  expect(views[1]?.rows.at(-1)).toMatchObject({ id: 19, status: null });
  expect(views[1]?.strangers).toEqual([]);
});

test('an address that never answered, a twin and a false name are no peers of the ring', () => {
  const never = { ...silent(40), id: null };
  const twin = { ...answered(status(2)), id: null, address: '127.0.0.1:9' };
  const falseName = { ...answered(status(19)), id: status(50).id, address: addressOf(50) };

  const view = lastViewOf([...right, never, twin, falseName]);

  expect(view.strangers).toEqual([
    { address: '127.0.0.1:12040', why: 'nobody listens at 127.0.0.1:12040' },
    { address: '127.0.0.1:9', why: 'says it is 2, as 127.0.0.1:12002 does' },
  ]);
  expect(view.rows.at(-1)).toMatchObject({ id: 50, note: 'at 127.0.0.1:12050 answers peer 19' });
  expect(view.verdict.state).toBe('OK');
});

test('a named peer that is not polled and silent is gone, alive it is unmonitored', () => {
  const eight = idealStatuses([...seven, 15]);
  const named = eight.map((peer) => answered(peer, peer.id !== 15));
  const deadNamed = [...named.filter((asked) => asked.id !== 15), { ...silent(15), isMonitored: false }];

  expect(lastViewOf(named).verdict).toMatchObject({ state: 'OK*', unmonitored: [15], gone: [] });
  expect(lastViewOf(deadNamed).verdict).toMatchObject({ state: 'HEALING', unmonitored: [], gone: [15] });
});

test('records tell each answer, each change, each finding twice at most, and each firm verdict once', () => {
  const views = viewsOf(right, wrong, wrong, wrong);

  const records = views.flatMap((view, index) => recordsOf(view, views[index - 1]));

  expect(records.filter(ofType('peer'))).toHaveLength(28);
  expect(records.filter((record) => record.type !== 'peer').map(withoutTime)).toEqual([
    expect.objectContaining({ type: 'state', sweep: 1, state: 'OK', was: null, gone: [], rings: [seven] }),
    { v: 1, type: 'change', sweep: 2, peer: 9, list: 'pred', slot: 1, from: 5, to: 4 },
    expect.objectContaining({ type: 'finding', sweep: 2, peer: 9, slot: 1, says: 4, should: 5, firm: false }),
    expect.objectContaining({ type: 'finding', sweep: 3, firm: true }),
    expect.objectContaining({ type: 'state', sweep: 3, state: 'UNSETTLED', was: 'OK' }),
  ]);
});

test('a peer record has the agreed shape, and absent is null', () => {
  const view = nextView(
    undefined,
    sweep(1, [answered(status(0, { succ: contacts(3), version: 42 })), silent(3)]),
  );

  const [zero, three] = recordsOf(view, undefined);

  expect(zero).toEqual({
    v: 1,
    type: 'peer',
    at: new Date(startAt + 1_000).toISOString(),
    sweep: 1,
    peer: 0,
    answered: true,
    rttMs: 1,
    pred: [],
    succ: [3],
    version: 42,
    phase: 'member',
    epoch: 1,
    keys: 0,
    address: '127.0.0.1:12000',
  });
  expect(three).toMatchObject({
    peer: 3,
    answered: false,
    rttMs: null,
    pred: null,
    succ: null,
    version: null,
  });
});

function byAddress(asked: Asked): Asked {
  return { ...asked, id: null };
}

function ofType(type: ReportRecord['type']): (record: ReportRecord) => boolean {
  return (record) => record.type === type;
}

function withoutTime({ at: _at, ...rest }: ReportRecord): object {
  return rest;
}
