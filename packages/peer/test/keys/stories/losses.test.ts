import { expect, test } from 'vitest';
import { ValueTable } from './value-table.ts';

const ids = [10, 20, 30, 40, 50, 60];

test('with all holders but one lost for good a value is found, and three hold it again within ten seconds', () => {
  const table = ValueTable.ideal(ids);
  expect(table.store(50, 'k15', 'value')).toMatchObject({ holders: [20, 30, 40], wanted: 3 });
  table.loseForGood(20);
  table.loseForGood(30);

  // At once, as a value that may be old as long as its last holder has not heard of all others.
  expect(table.request(60, 'k15')).toMatchObject({ text: 'value', outcome: { owner: 40 } });
  expect(table.settle()).toBeLessThan(10_000);
  expect(table.request(60, 'k15')).toMatchObject({ text: 'value', outcome: { owner: 40, isSure: true } });
  expect(table.holders('k15')).toEqual([40, 50, 60]);
});

test('with all holders lost for good a request is told that they are gone, and never that nothing was stored', () => {
  const table = ValueTable.ideal(ids);
  table.store(50, 'k15', 'value');
  for (const id of [20, 30, 40]) table.loseForGood(id);

  for (let times = 0; times < 5; times += 1) {
    const { outcome } = table.request(60, 'k15');
    expect(outcome).toMatchObject({ kind: 'failed', code: 'unavailable' });
    expect(outcome.kind === 'failed' ? outcome.message : '').toMatch(/gone/);
    table.run(20_000);
  }
  // A new value under the name is one like any other.
  expect(table.store(60, 'k15', 'anew').kind).toBe('stored');
  expect(table.request(10, 'k15').text).toBe('anew');
});

test('both sides of a partition go on; afterwards the newer version is everywhere, and the other one is kept aside and told', () => {
  const table = ValueTable.ideal(ids);
  table.store(50, 'k15', 'before');
  const { network } = table.simulation;
  network.partition([
    [0, 1, 2],
    [3, 4, 5],
  ]);
  table.run(20_000);
  expect(table.store(10, 'k15', 'here')).toMatchObject({ kind: 'stored', owner: 20 });
  table.run(1_000);
  expect(table.store(60, 'k15', 'there')).toMatchObject({ kind: 'stored', owner: 40 });
  network.unite();
  expect(table.settle()).toBeLessThan(120_000);
  table.run(120_000);

  for (const id of ids) expect(table.request(id, 'k15').text, `asked at ${id}`).toBe('there');
  const aside = [...table.ring.disks().values()].flatMap((disk) => disk.aside);
  expect(aside.map(({ content }) => new TextDecoder().decode(content))).toContain('here');
  expect(table.ring.troubles.get('conflict')).toBeGreaterThan(0);
});

test('a holder whose disk is full refuses in words, for certain, and what was there stays', () => {
  const table = ValueTable.ideal(ids);
  table.store(50, 'k15', 'value');
  const { disk } = table.at(30);
  disk.conditions = { ...disk.conditions, isFull: true };

  const outcome = table.store(50, 'k15', 'too much');
  expect(outcome).toMatchObject({ kind: 'failed', code: 'disk-full', isDefinite: true });
  expect(outcome.kind === 'failed' ? outcome.message : '').toBe(
    'k15: peer 30 cannot hold a copy: no room is left on the disk',
  );
  for (const id of ids) expect(table.request(id, 'k15').text).toBe('value');
  expect(table.holders('k15')).toEqual([20, 30, 40]);

  disk.mend();
  expect(table.store(50, 'k15', 'now').kind).toBe('stored');
});

test('a damaged copy is never given, and is mended from another holder', () => {
  const table = ValueTable.ideal(ids);
  table.store(50, 'k15', 'value');
  const { disk } = table.at(20);
  disk.rot('k15');

  expect(table.request(60, 'k15').text).toBe('value');
  table.run(1_000);
  expect(disk.values.get('k15')).toMatchObject({
    isRotten: false,
    content: new TextEncoder().encode('value'),
  });
  expect(table.ring.troubles.get('damaged')).toBe(1);
});

test('the same request, sent again, is answered with the version that it made, and changes nothing', () => {
  const table = ValueTable.ideal(ids);
  const first = table.store(50, 'k15', 'value', 'request-a');
  const again = table.store(10, 'k15', 'value', 'request-a');

  expect(first.kind).toBe('stored');
  expect(again).toMatchObject(first.kind === 'stored' ? { kind: 'stored', stamp: first.stamp } : {});

  const later = table.store(50, 'k15', 'later');
  const late = table.store(10, 'k15', 'value', 'request-a');
  // What has replaced it since stands for it.
  expect(late).toMatchObject(later.kind === 'stored' ? { kind: 'stored', stamp: later.stamp } : {});
  expect(table.request(60, 'k15').text).toBe('later');
});

test('the same request is obeyed once, also by the owner that comes after a crash', () => {
  const table = ValueTable.ideal(ids);
  const first = table.store(50, 'k15', 'value', 'request-a');
  table.store(50, 'k15', 'later');
  table.kill(20);

  expect(table.store(10, 'k15', 'value', 'request-a')).toMatchObject({ kind: 'stored', owner: 30 });
  expect(first.kind).toBe('stored');
  expect(table.request(60, 'k15').text).toBe('later');
});

test('with one copy, what went with its only holder is not said to be absent', () => {
  const table = ValueTable.ideal([10, 20, 30, 40, 50, 60], 1);
  expect(table.store(40, 'k15', 'alone').kind).toBe('stored');
  expect(table.holders('k15')).toEqual([20]);
  table.kill(20);
  table.run(10_000);

  expect(table.request(50, 'k15').outcome).toMatchObject({ kind: 'failed', code: 'unavailable' });
  table.start(20);
  table.run(160_000);
  expect(table.request(50, 'k15').text).toBe('alone');
});

test('after two parts have become one ring again, what went with all its holders is not said to be absent', () => {
  for (const stored of [5, 15, 25, 35, 45, 55]) {
    const table = ValueTable.ideal(ids, 2);
    const { network } = table.simulation;
    network.partition([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    table.run(20_000);
    const asked = stored < 30 ? 10 : 60;
    expect(table.store(asked, `k${stored}`, 'of one part').kind).toBe('stored');
    network.unite();
    table.settle();
    table.run(5_000);
    for (const holder of table.holders(`k${stored}`)) table.loseForGood(holder);
    table.run(5_000);

    const [left = 0] = table.ring.living().map(({ seat }) => seat.self.id);
    expect(table.request(left, `k${stored}`).outcome, `k${stored}`).toMatchObject({ code: 'unavailable' });
  }
});

test('an owner that slept while others went on without it, and are gone when it wakes, does not say that what they stored is absent', () => {
  const table = ValueTable.ideal(ids, 2);
  const { seat } = table.at(20);
  table.simulation.pause(seat);
  table.run(10_000);
  expect(table.store(50, 'k15', 'meanwhile')).toMatchObject({ kind: 'stored', owner: 30 });
  for (const id of [30, 40, 50]) table.kill(id);
  table.simulation.resume(seat);
  table.run(10_000);

  expect(table.request(60, 'k15').outcome).toMatchObject({ kind: 'failed', code: 'unavailable' });
  for (const id of [30, 40, 50]) table.start(id);
  table.run(160_000);
  expect(table.request(60, 'k15')).toMatchObject({ text: 'meanwhile', outcome: { isSure: true } });
});

test('soon after all peers slept together, an owner is sure again', () => {
  const table = ValueTable.ideal(ids, 2);
  for (const { seat } of table.ring.living()) table.simulation.pause(seat);
  table.run(10_000);
  for (const { seat } of table.ring.living()) table.simulation.resume(seat);
  table.run(10_000);

  for (const id of ids) expect(table.request(id, 'k15').outcome).toMatchObject({ code: 'not-found' });
});

test('an owner that slept while its predecessor was killed is sure again when it wakes, for its successor was awake', () => {
  const table = ValueTable.ideal(ids, 2);
  const { seat } = table.at(20);
  table.simulation.pause(seat);
  table.kill(10);
  table.run(3_000);
  table.start(10);
  table.simulation.resume(seat);
  table.run(5_000);

  expect(table.request(60, 'k15').outcome).toMatchObject({ code: 'not-found' });
});
