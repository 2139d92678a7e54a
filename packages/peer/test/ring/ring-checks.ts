// What must hold on a table-top ring: the invariants of ring.md after every step, and the ideal ring at the end. The judge is the product's own.

import { between, takesPart, wakeAt, type Contact } from '../../src/ring/index.ts';
import {
  cycles,
  isIdeal as isIdealVerdict,
  judge,
  windings,
  type Identifier,
  type Observation,
} from '../../src/survey/index.ts';
import type { Seat } from './seat.ts';
import type { TableTop } from './table-top.ts';

/** The core is woken in time, or told that it slept: nothing that is due may be left lying for longer than a host calls late. */
const lateMaxMs = 60;

/** Peers whose process lives, stopped ones included. */
export function living(table: TableTop): Seat[] {
  return table.seats.filter(({ condition }) => condition === 'up' || condition === 'stopped');
}

/** Living peers that take part in a ring. */
export function members(table: TableTop): Seat[] {
  return living(table).filter(({ state }) => takesPart(state.phase));
}

export function observations(table: TableTop): Observation[] {
  const { space, successorsMax, pingMs } = table.options;
  return members(table).map(({ self, state: { phase, version, pred, succ } }) => ({
    id: self.id,
    isMonitored: true,
    status: {
      ...self,
      phase,
      version,
      pred,
      succ,
      keys: 0,
      ring: 'table',
      bits: space.bits,
      successorsMax,
      pingMs,
    },
  }));
}

/** Every living peer is a member, and every list is whole and true. */
export function isIdeal(table: TableTop): boolean {
  return (
    living(table).every(({ state }) => state.phase === 'member') && isIdealVerdict(judge(observations(table)))
  );
}

/** One line a peer, in ring order: predecessors < peer > successors. */
export function drawRing(table: TableTop): string {
  return living(table)
    .toSorted((a, b) => a.self.id - b.self.id)
    .map(({ self, state }) => {
      const mark = state.phase === 'member' ? '' : ` (${state.phase})`;
      return `${listed(state.pred.slice(0, 1))} < ${self.id} > ${listed(state.succ)}${mark}`;
    })
    .join('\n');
}

function listed(contacts: readonly Contact[]): string {
  return contacts.map(({ id }) => id).join(' ') || '-';
}

/** What is broken in what one peer keeps (ring.md, what must always hold: 4, 5 and 6). */
export function stateViolations(table: TableTop, { self, state }: Seat): string[] {
  const broken: string[] = [];
  const say = (words: string): void => void broken.push(`peer ${self.id}: ${words}`);
  const { space, successorsMax } = table.options;
  let last = self.id;
  for (const { id } of state.succ) {
    if (id === self.id || (last !== self.id && !between(space, last, id, self.id)))
      say(`successor ${id} is out of order`);
    last = id;
  }
  for (const { id, epoch } of [...state.succ, ...state.pred]) {
    if (epoch < (state.known.get(id)?.epoch ?? 0)) say(`a former life of peer ${id} is in a list`);
  }
  const sizes: readonly [string, number, number][] = [
    ['successors', state.succ.length, successorsMax],
    ['predecessors', state.pred.length, 2],
    // Three by the lists, and those in doubt until their verdict.
    ['watches', state.watches.length, 3 + 8],
    ['candidates', state.candidates.length, 8],
    ['silent', state.silent.length, 64],
    ['known', state.known.size, 1_024],
    ['lookups', state.lookups.length, 1_024],
    ['fingers', state.fingers.length, space.bits],
  ];
  if (wakeAt(state) < table.now - lateMaxMs)
    say(`a deadline lies ${table.now - wakeAt(state)} ms in the past`);
  for (const [name, size, max] of sizes) if (size > max) say(`${size} ${name}, more than ${max}`);
  return broken;
}

/** What is broken in the ring as a whole (ring.md, what must always hold: 1 and 3). */
export function ringViolations(table: TableTop): string[] {
  const taking = members(table).filter(({ state }) => state.phase !== 'isolated');
  const alive = new Set(living(table).map(({ self }) => self.id));
  const broken: string[] = [];
  const next = new Map<Identifier, Identifier>();
  for (const { self, state } of taking) {
    const live = state.succ.find(({ id }) => alive.has(id));
    if (live === undefined && !state.isAlone) broken.push(`peer ${self.id} has no live successor`);
    next.set(self.id, live?.id ?? self.id);
  }
  const rings = cycles(next);
  if (rings.length > 1)
    broken.push(`${rings.length} rings: ${rings.map((ring) => ring.join(' ')).join(' and ')}`);
  for (const ring of rings)
    if (windings(ring) > 1) broken.push(`the ring ${ring.join(' ')} winds ${windings(ring)} times`);
  return broken;
}

/** What is broken in what any living peer keeps. */
export function violatedStates(table: TableTop): string[] {
  return living(table).flatMap((seat) => stateViolations(table, seat));
}

/** Could the living find each other at all? Whoever nobody living knows, and who knows nobody living, is lost. */
export function isFindable(table: TableTop): boolean {
  const seats = living(table);
  const [first] = seats;
  const found = new Set(first === undefined ? [] : [first]);
  for (const seat of found) {
    for (const other of seats)
      if (seat.state.known.has(other.self.id) || other.state.known.has(seat.self.id)) found.add(other);
  }
  return found.size === seats.length;
}
