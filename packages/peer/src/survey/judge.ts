// The one definition of "the ring is right": roll call, then every list against the sorted circle, then cycles and windings. Linear after one sort.

import type { Identifier } from '../ring/space.ts';
import { expectedLists, nextOnCircle, predecessorsMax, sortIds } from './expected.ts';
import { findingsOf } from './findings.ts';
import type { Observation } from './observation.ts';
import { cycles, windings } from './rings.ts';
import { callRoll, type RollCall } from './roll-call.ts';
import { sentence, type Particulars } from './sentence.ts';
import type { RingState, Verdict } from './verdict.ts';

/** Each peer at most once among the observations. */
export function judge(observations: readonly Observation[]): Verdict {
  const roll = callRoll(observations);
  const rings = cycles(firstLiveSuccessors(roll));
  const verdict = {
    findings: findingsOf(roll),
    rings: rings.map((ring) => sortIds(ring)),
    windings: rings.reduce((most, ring) => Math.max(most, windings(ring)), 0),
    members: roll.live,
    outsiders: roll.outsiders,
    isolated: roll.live.filter((id) => roll.statuses.get(id)?.phase === 'isolated'),
    unmonitored: roll.unmonitored,
    gone: roll.gone,
    forgotten: roll.forgotten,
  };
  const judged = { ...verdict, state: stateOf(verdict, roll) };
  return { ...judged, line: sentence(judged, particularsOf(roll)) };
}

/** Every list of every polled member is true, and they form one ring: OK, or OK with somebody unpolled. */
export function isIdeal(verdict: Pick<Verdict, 'state'>): boolean {
  return verdict.state === 'OK' || verdict.state === 'OK*';
}

function stateOf(verdict: Omit<Verdict, 'state' | 'line'>, roll: RollCall): RingState {
  if (roll.answered === 0) return 'BLIND';
  if (verdict.rings.length === 1 && verdict.windings > 1) return 'LOOPY';
  if (verdict.rings.length > 1) return 'SPLIT';
  if (verdict.gone.length > 0) return 'HEALING';
  const isLost = verdict.isolated.length > 0 && verdict.members.length > 1;
  if (verdict.findings.length > 0 || isLost || verdict.members.length === 0) return 'UNSETTLED';
  return verdict.members.some((id) => !roll.judged.has(id)) ? 'OK*' : 'OK';
}

/**
 * Where each member's messages go: the first of its list that is alive. A member with an empty list is a ring of one,
 * unless it is isolated among others; an unmonitored member is taken to be right.
 */
function firstLiveSuccessors(roll: RollCall): ReadonlyMap<Identifier, Identifier> {
  const successors = new Map<Identifier, Identifier>();
  for (const [place, id] of roll.live.entries()) {
    const status = roll.statuses.get(id);
    if (status === undefined) continue;
    const isAlone = status.succ.length === 0 && (status.phase !== 'isolated' || roll.live.length === 1);
    const said = isAlone ? id : status.succ.find((contact) => roll.statuses.has(contact.id))?.id;
    const next = roll.judged.has(id) ? said : nextOnCircle(roll.live, place);
    if (next !== undefined) successors.set(id, next);
  }
  return successors;
}

/** For each of the gone: who would name it, were it alive, and who of them still does. */
function particularsOf(roll: RollCall): Particulars {
  const neighbours = new Set<Identifier>();
  if (roll.gone.length > 0) {
    const gone = new Set(roll.gone);
    const before = sortIds([...roll.live, ...roll.gone]);
    for (const [place, id] of before.entries()) {
      const status = roll.statuses.get(id);
      if (status === undefined || !roll.judged.has(id)) continue;
      const { pred, succ } = expectedLists(before, place, status.successorsMax);
      if ([...pred, ...succ].some((other) => gone.has(other)) || namesAny(roll, id, gone)) neighbours.add(id);
    }
    const all = [...neighbours];
    return { asked: roll.asked, neighbours: all, mended: all.filter((id) => !namesAny(roll, id, gone)) };
  }
  return { asked: roll.asked, neighbours: [], mended: [] };
}

function namesAny(roll: RollCall, id: Identifier, gone: ReadonlySet<Identifier>): boolean {
  const status = roll.statuses.get(id);
  const named = [...(status?.succ ?? []), ...(status?.pred.slice(0, predecessorsMax) ?? [])];
  return named.some((contact) => gone.has(contact.id));
}
