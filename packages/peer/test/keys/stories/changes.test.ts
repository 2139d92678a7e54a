import { expect, test } from 'vitest';
import { ValueTable, type Heard } from './value-table.ts';

const ids = [10, 20, 30, 40, 50, 60];
const names = ['k12', 'k15', 'k20', 'k25', 'k37', 'k5'];

/** A ring that holds all the names. */
function filled(): ValueTable {
  const table = ValueTable.ideal(ids);
  for (const name of names) expect(table.store(40, name, `of ${name}`).kind).toBe('stored');
  return table;
}

/** Everybody who lives asks for every name every 20 ms, until it has happened. Everything that was not the value itself. */
function complaintsUntil(
  table: ValueTable,
  hasHappened: () => boolean,
): { readonly asked: number; readonly wrong: Heard[] } {
  let asked = 0;
  const wrong: Heard[] = [];
  const takeNote = (name: string, heard: Heard): void => {
    if (heard.text !== `of ${name}`) wrong.push(heard);
  };
  for (let round = 0; round < 500 && !hasHappened(); round += 1) {
    const fit = table.ring
      .living()
      .filter(({ seat, state }) => seat.state.phase === 'member' && state.departure === undefined);
    for (const { seat } of fit)
      for (const name of names) {
        asked += 1;
        table.ask(seat.self.id, name, (heard) => takeNote(name, heard));
      }
    table.run(20);
  }
  table.run(10_000);
  return { asked, wrong };
}

test('while a peer joins and takes its arc over, every request is answered with the value', () => {
  const table = filled();
  table.join(17, 60);

  const { asked, wrong } = complaintsUntil(table, () => table.at(17).state.tenure !== undefined);

  expect(asked).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
  expect(table.request(50, 'k15').outcome).toMatchObject({ kind: 'delivered', owner: 17, isSure: true });
  expect(table.store(50, 'k15', 'new')).toMatchObject({ kind: 'stored', owner: 17, holders: [17, 20, 30] });
  // What lies behind it stays where it was.
  expect(table.request(50, 'k20').outcome).toMatchObject({ owner: 20 });
});

test('whoever leaves goes when others hold all that it held, and no request notices', () => {
  const table = filled();
  expect(table.holders('k15')).toEqual([20, 30, 40]);
  const leaving = table.at(20);
  table.leave(20);

  const { asked, wrong } = complaintsUntil(table, () => leaving.seat.state.phase === 'left');

  expect(leaving.seat.state.phase).toBe('left');
  expect(asked).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
  expect(table.settle()).toBeLessThan(30_000);
  expect(table.holders('k15')).toEqual([30, 40, 50]);
});

test('before anybody has noticed that its owner has crashed, a value is found at a holder, as one that may be old', () => {
  const table = filled();
  table.kill(20);

  expect(table.request(60, 'k15')).toMatchObject({
    text: 'of k15',
    outcome: { kind: 'delivered', isSure: false },
  });
  expect(table.at(30).state.view.pred?.id).toBe(20);
});

test('a value is found at its last holder before anybody has noticed that the two before it have crashed', () => {
  const table = filled();
  table.kill(20);
  table.kill(30);

  expect(table.request(60, 'k15')).toMatchObject({
    text: 'of k15',
    outcome: { kind: 'delivered', owner: 40, isSure: false },
  });
  expect(table.at(40).state.view.pred?.id).toBe(30);
});

test('when its owner has crashed, the next peer comes to own a value, is sure of it, and has three copies again in time', () => {
  const table = filled();
  table.kill(20);

  expect(table.settle()).toBeLessThan(10_000);
  expect(table.request(60, 'k15')).toMatchObject({
    text: 'of k15',
    outcome: { kind: 'delivered', owner: 30, isSure: true },
  });
  expect(table.holders('k15')).toEqual([30, 40, 50]);
  // A name that was never stored is known not to be: nobody who could hold it is missing.
  expect(table.request(60, 'k16').outcome).toMatchObject({ kind: 'failed', code: 'not-found' });
});

test('an owner whose holder has died lets others go first, but keeps no store waiting', () => {
  const table = filled();
  table.kill(30);
  const owner = table.at(20);
  table.simulation.runUntil(() => owner.state.bid !== undefined, 10_000);
  expect(owner.state.bid).toMatchObject({ stage: 'sparing' });

  const before = table.simulation.now;
  expect(table.store(60, 'k15', 'new')).toMatchObject({ kind: 'stored', holders: [20, 40, 50] });
  expect(table.simulation.now - before).toBeLessThan(300);
});

test('all peers killed at once and started again hold what they held', () => {
  const table = filled();
  for (const id of ids) table.kill(id);
  table.run(1_000);
  for (const id of ids) table.start(id);
  expect(table.settle()).toBeLessThan(120_000);

  for (const name of names) {
    expect(table.request(10, name).text).toBe(`of ${name}`);
    expect(table.holders(name).length).toBeGreaterThanOrEqual(3);
  }
  // Some may have gone on by themselves while others were not back: nobody says yet that a name is not stored.
  expect(table.request(10, 'k16').outcome).toMatchObject({ kind: 'failed', code: 'unavailable' });
  table.run(150_000);
  expect(table.request(10, 'k16').outcome).toMatchObject({ kind: 'failed', code: 'not-found' });
  expect(table.request(10, 'k15').outcome).toMatchObject({ kind: 'delivered', isSure: true });
});

test('what is stored by an owner that is not sure is found when all are back, and then it is sure', () => {
  const table = filled();
  for (const id of [20, 30, 40]) table.kill(id);
  expect(table.store(60, 'k16', 'meanwhile')).toMatchObject({ kind: 'stored', owner: 50 });
  expect(table.request(60, 'k15').outcome).toMatchObject({ kind: 'failed', code: 'unavailable' });
  for (const id of [20, 30, 40]) table.start(id);
  table.run(150_000);

  expect(table.request(60, 'k16')).toMatchObject({ text: 'meanwhile', outcome: { owner: 20, isSure: true } });
  expect(table.request(60, 'k15')).toMatchObject({ text: 'of k15', outcome: { owner: 20, isSure: true } });
  expect(table.request(60, 'k17').outcome).toMatchObject({ kind: 'failed', code: 'not-found' });
});

test('whoever comes back with an old version takes the newer one, and the ring keeps it', () => {
  const table = filled();
  table.kill(20);
  expect(table.store(50, 'k15', 'newer')).toMatchObject({ kind: 'stored', owner: 30 });
  table.start(20);
  expect(table.settle()).toBeLessThan(60_000);

  expect(table.request(60, 'k15')).toMatchObject({ text: 'newer', outcome: { owner: 20, isSure: true } });
});
