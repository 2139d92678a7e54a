// Who is there: sorts a set of observations into members, outsiders and the gone, before any list is judged.

import { takesPart } from '../ring/phase.ts';
import type { Identifier } from '../ring/space.ts';
import { predecessorsMax, sortIds } from './expected.ts';
import type { Observation } from './observation.ts';
import type { PeerStatus } from './status.ts';
import type { Outsider } from './verdict.ts';

export interface RollCall {
  readonly asked: number;
  /** Monitored peers that said anything at all. */
  readonly answered: number;
  /** Everybody alive who takes part, sorted. */
  readonly live: readonly Identifier[];
  /** The live members' own words. */
  readonly statuses: ReadonlyMap<Identifier, PeerStatus>;
  /** The members whose lists are judged. */
  readonly judged: ReadonlySet<Identifier>;
  readonly outsiders: readonly Outsider[];
  readonly unmonitored: readonly Identifier[];
  readonly gone: readonly Identifier[];
  readonly forgotten: readonly Identifier[];
}

/** An id that is named and that nobody observed counts as silent: whoever surveys must ask everybody who is named. */
export function callRoll(observations: readonly Observation[]): RollCall {
  const statuses = new Map<Identifier, PeerStatus>();
  const judged = new Set<Identifier>();
  const outsiders = new Map<Identifier, Outsider>();
  let asked = 0;
  let answered = 0;
  for (const { id, isMonitored, status } of observations) {
    if (isMonitored) asked += 1;
    if (status === null) continue;
    if (isMonitored) answered += 1;
    if (takesPart(status.phase)) {
      statuses.set(id, status);
      if (isMonitored) judged.add(id);
    } else if (status.phase === 'idle' || status.phase === 'joining') {
      outsiders.set(id, { id, phase: status.phase });
    }
  }

  const named = namedBy(statuses, judged);
  const isAlive = (id: Identifier): boolean => statuses.has(id) || outsiders.has(id);
  const polled = observations.filter((each) => each.isMonitored).map((each) => each.id);
  const unpolled = observations.filter((each) => !each.isMonitored).map((each) => each.id);
  return {
    asked,
    answered,
    live: sortIds(statuses.keys()),
    statuses,
    judged,
    outsiders: sortIds(outsiders.keys()).flatMap((id) => outsiders.get(id) ?? []),
    unmonitored: sortIds(unpolled.filter((id) => statuses.has(id) || (outsiders.has(id) && named.has(id)))),
    gone: sortIds([...named].filter((id) => !isAlive(id))),
    forgotten: sortIds(polled.filter((id) => !isAlive(id) && !named.has(id))),
  };
}

function namedBy(
  statuses: ReadonlyMap<Identifier, PeerStatus>,
  judged: ReadonlySet<Identifier>,
): ReadonlySet<Identifier> {
  const named = new Set<Identifier>();
  for (const id of judged) {
    const status = statuses.get(id);
    for (const contact of status?.succ ?? []) named.add(contact.id);
    for (const contact of status?.pred.slice(0, predecessorsMax) ?? []) named.add(contact.id);
  }
  return named;
}
