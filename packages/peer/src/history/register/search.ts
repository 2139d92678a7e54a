// An exact search for an order of any register (Wing and Gong 1993, "Testing and verifying concurrent objects"), which never goes twice into the
// same situation (Lowe 2017, "Testing for linearizability").
//
// Only what starts before everything that must still come has ended can come next: that is what is open, and the first of it to
// end is the urgent one. Of all orders it is enough to look for one in which
// - a read of the present content comes as soon as it is open, for it changes nothing;
// - of open writes of one content the one that ends first comes first, for two of them could change places;
// - a write that nobody reads, before the next comes, waits until it is urgent. It then comes before the present content, if it
//   started before that content's write and reads had ended, or else becomes the present content;
// - a store of unknown outcome that nobody reads does not happen.
// So what can come next is a write that an open read waits for, or the urgent one.

import type { RegisterOperation } from '../register-history.ts';
import { firstOf } from './leave-out.ts';
import { timeline, type Timeline } from './timeline.ts';

interface Situation {
  /** Operations from this place on are not open yet. */
  readonly next: number;
  /** Places of operations that are open and have not come yet, ascending. */
  readonly open: readonly number[];
  readonly content: number;
  /** Operations before this place started before the write or any read of the present content had ended. */
  readonly covered: number;
}

interface Crossroads {
  readonly situation: Situation;
  /** The most promising last. */
  readonly untried: Situation[];
}

export interface SearchResult {
  readonly verdict: 'ordered' | 'violated' | 'undecided';
  /** One for every situation, for every operation that is open in it, and for every one that the way to it opened. */
  readonly steps: number;
  /** The operations that were ever open, and the writes that reads among them may have seen. When there is no order, there is none of these either. */
  readonly met: readonly RegisterOperation[];
}

/** Ends undecided after `stepsMax` steps, which also bounds its memory. */
export function searchOrder(operations: readonly RegisterOperation[], stepsMax: number): SearchResult {
  const line = timeline(operations);
  const known = new Set<string>();
  const way: Crossroads[] = [];
  let steps = 0;
  let reached = 0;
  let unsettled: Situation | undefined = { next: 0, open: [], content: line.nothing, covered: 0 };
  for (;;) {
    if (unsettled !== undefined) {
      const situation = settle(line, unsettled);
      steps += 1 + situation.open.length + situation.next - unsettled.next;
      reached = Math.max(reached, situation.next);
      if (isOver(line, situation)) return result('ordered');
      if (steps > stepsMax) return result('undecided');
      const key = keyOf(line, situation);
      if (!known.has(key)) way.push({ situation, untried: choices(line, situation) });
      known.add(key);
    }
    const crossroads = way.at(-1);
    if (crossroads === undefined) return result('violated');
    unsettled = crossroads.untried.pop();
    if (unsettled === undefined) way.pop();
  }

  function result(verdict: SearchResult['verdict']): SearchResult {
    return { verdict, steps, met: firstOf(line.operations, reached) };
  }
}

/** Opens what can come next, and lets reads of the present content come, until neither is left to do. */
function settle(line: Timeline, { next, open, content, covered }: Situation): Situation {
  let left = [...open];
  let opened = next;
  let coveredNow = covered;
  for (let isSettled = false; !isSettled;) {
    let soonest = left.reduce(
      (least, place) => Math.min(least, line.startedBy(place)),
      line.operations.length,
    );
    for (; opened < soonest; opened += 1) {
      left.push(opened);
      soonest = Math.min(soonest, line.startedBy(opened));
    }
    const still: number[] = [];
    for (const place of left) {
      if (!line.isRead(place) || line.contentAt(place) !== content) still.push(place);
      else coveredNow = Math.min(coveredNow, line.startedBy(place));
    }
    isSettled = still.length === left.length;
    left = still;
  }
  const wanted = wantedBy(line, left);
  const isOfUse = (place: number): boolean =>
    !line.isOptional(place) ||
    wanted.has(line.contentAt(place)) ||
    line.lastReadOf(line.contentAt(place)) >= opened;
  return { next: opened, open: left.filter(isOfUse), content, covered: coveredNow };
}

/** Contents that open reads wait for, and which of them ends first. */
function wantedBy(line: Timeline, open: readonly number[]): ReadonlyMap<number, number> {
  const wanted = new Map<number, number>();
  for (const place of open) {
    if (!line.isRead(place)) continue;
    const content = line.contentAt(place);
    wanted.set(content, Math.min(wanted.get(content) ?? Infinity, line.startedBy(place)));
  }
  return wanted;
}

/** Writes that are left can come in any order. */
function isOver(line: Timeline, { next, open }: Situation): boolean {
  return next === line.operations.length && !open.some((place) => line.isRead(place));
}

/** Situations with one future have one key: of what is covered only open writes count, and what may still open. */
function keyOf(line: Timeline, { next, open, content, covered }: Situation): string {
  const last = open.findLast((place) => place < covered && !line.isRead(place)) ?? -1;
  return `${next} ${content} ${covered < next ? last : covered} ${open.join(' ')}`;
}

function choices(line: Timeline, situation: Situation): Situation[] {
  const { open, covered } = situation;
  const wanted = wantedBy(line, open);
  const writes = firstToEnd(line, open);
  const waitedFor = [...wanted]
    .toSorted(([, a], [, b]) => b - a)
    .flatMap(([content]) => writes.get(content) ?? []);
  const urgent = urgentWrite(line, open);
  const became = new Set(urgent === undefined ? waitedFor : [urgent, ...waitedFor]);
  const chosen = [...became].map((place) => present(line, situation, place));
  if (urgent === undefined || urgent >= covered) return chosen;
  return [...chosen, passedOver(situation, urgent)];
}

/** Of each content the open write that ends first. */
function firstToEnd(line: Timeline, open: readonly number[]): ReadonlyMap<number, number> {
  const firsts = new Map<number, number>();
  for (const place of open) {
    if (line.isRead(place)) continue;
    const content = line.contentAt(place);
    const rival = firsts.get(content);
    if (rival === undefined || line.startedBy(place) < line.startedBy(rival)) firsts.set(content, place);
  }
  return firsts;
}

/** The open operation that ends before everything else, when it is a write and keeps others from opening. */
function urgentWrite(line: Timeline, open: readonly number[]): number | undefined {
  let urgent: number | undefined;
  let soonest = line.operations.length;
  for (const place of open) {
    if (line.startedBy(place) >= soonest) continue;
    urgent = place;
    soonest = line.startedBy(place);
  }
  return urgent === undefined || line.isRead(urgent) ? undefined : urgent;
}

/** Its content becomes the present one. */
function present(line: Timeline, { next, open }: Situation, write: number): Situation {
  return { next, open: without(open, write), content: line.contentAt(write), covered: line.startedBy(write) };
}

/** It came before the present content. */
function passedOver(situation: Situation, write: number): Situation {
  return { ...situation, open: without(situation.open, write) };
}

function without(open: readonly number[], place: number): readonly number[] {
  return open.filter((each) => each !== place);
}
