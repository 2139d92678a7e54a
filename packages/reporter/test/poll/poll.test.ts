import { addressOf, contacts, id, idealStatuses } from '@ringside/peer/test/ring-of';
import { expect, test } from 'vitest';
import { surveyOnce, sweepRing, watchRing, type Pace, type Target } from '../../src/index.ts';
import { fakeObserver, startAt } from '../sweeps.ts';

/** Time that passes only when somebody waits. */
function fakePace(): Pace & { paused: number[] } {
  let at = startAt;
  const paused: number[] = [];
  return {
    paused,
    now: () => at,
    pause(ms) {
      paused.push(ms);
      at += ms;
      return Promise.resolve();
    },
  };
}

test('every target is asked once a sweep, and whoever is only named is asked as well and not polled', async () => {
  const observer = fakeObserver(idealStatuses([2, 4, 9, 15]));

  const { asked } = await sweepRing({ observer, targets: targets(2, 4, 9) });

  expect(observer.asked.toSorted()).toEqual([2, 4, 9, 15].map(addressOf).toSorted());
  expect(asked.map((each) => [each.id, each.isMonitored])).toEqual([
    [2, true],
    [4, true],
    [9, true],
    [15, false],
  ]);
});

test('never more than 64 questions are open, and answers come back in order', async () => {
  const ids = Array.from({ length: 200 }, (_, place) => place);
  const observer = fakeObserver(idealStatuses(ids));

  const { asked } = await sweepRing({ observer, targets: targets(...ids) });

  expect(observer.mostAtOnce).toBe(64);
  expect(asked.map((each) => each.id)).toEqual(ids);
});

test('discovery polls everybody who can be reached from one address', async () => {
  const ids = Array.from({ length: 30 }, (_, place) => place * 3);
  const observer = fakeObserver(idealStatuses(ids));

  const { asked } = await sweepRing({
    observer,
    targets: [{ id: null, address: addressOf(0) }],
    shouldDiscover: true,
  });

  expect(asked).toHaveLength(30);
  expect(asked.every((each) => each.isMonitored)).toBe(true);
});

test('a discovered peer is still polled when nobody names it any more, and forgotten when it is silent, too', async () => {
  const observer = fakeObserver(idealStatuses([2, 9]));
  const polled: number[][] = [];

  for await (const view of watchRing({
    observer,
    targets: () => targets(2),
    shouldDiscover: true,
    pace: fakePace(),
  })) {
    polled.push(view.rows.map((row) => row.id));
    for (const alone of idealStatuses([2])) observer.statuses.set(alone.address, alone);
    if (view.sweep === 2) observer.statuses.delete(addressOf(9));
    if (view.sweep === 4) break;
  }

  expect(polled).toEqual([[2, 9], [2, 9], [2, 9], [2]]);
});

test('peers may come and go between sweeps', async () => {
  const observer = fakeObserver(idealStatuses([2, 4]));
  const rows: number[] = [];
  let sweeps = 0;

  for await (const view of watchRing({
    observer,
    targets: () => (++sweeps === 1 ? targets(2) : targets(2, 4)),
    pace: fakePace(),
  })) {
    rows.push(view.rows.length);
    if (view.sweep === 2) break;
  }

  expect(rows).toEqual([1, 2]);
});

test('the interval counts from the start of a sweep, and an aborted watch ends in the middle of one', async () => {
  const observer = fakeObserver(idealStatuses([2]));
  const pace = fakePace();
  const ended = new AbortController();
  let views = 0;
  const hanging = { ...observer, status: () => new Promise<never>(() => {}) };

  for await (const view of watchRing({ observer, targets: () => targets(2), intervalMs: 700, pace })) {
    if (view.sweep === 3) break;
  }
  for await (const view of watchRing({
    observer: hanging,
    targets: () => {
      queueMicrotask(() => ended.abort());
      return targets(2);
    },
    signal: ended.signal,
  })) {
    views += view.sweep;
  }

  expect(pace.paused).toEqual([700, 700]);
  expect(views).toBe(0);
});

test('a survey of a right ring takes one sweep, of a wrong one two', async () => {
  const rightRing = fakeObserver(idealStatuses([2, 4]));
  const wrongRing = fakeObserver(idealStatuses([2, 4], { pred: contacts(2) }));
  const options = { targets: () => targets(2, 4), pace: fakePace() };

  expect(await surveyOnce({ ...options, observer: rightRing })).toMatchObject({ sweep: 1, isFirm: true });
  expect(await surveyOnce({ ...options, observer: wrongRing })).toMatchObject({
    sweep: 2,
    isFirm: true,
    settled: { state: 'UNSETTLED' },
  });
});

function targets(...ids: readonly number[]): Target[] {
  return ids.map((each) => ({ id: id(each), address: addressOf(each) }));
}
