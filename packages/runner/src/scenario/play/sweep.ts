// One look, judged: which aims of a ring it meets. Pure.

import { isIdeal, judge, type Identifier, type PeerStatus, type Verdict } from '@ringside/peer/survey';
import type { RingAim } from '../language/index.ts';
import type { Look } from './arena.ts';

export interface Sweep extends Look {
  readonly verdict: Verdict;
  /** Ideal, and the sweep before saw the same picture. */
  readonly isFirmlyIdeal: boolean;
  readonly isIdeal: boolean;
  /** The sweep before saw the same picture. */
  readonly isSame: boolean;
  readonly statuses: ReadonlyMap<number, PeerStatus>;
}

/** How far a ring is from an aim. Undefined: it meets it. */
export type Shortfall = string | undefined;

export function judged(look: Look, before: Sweep | undefined): Sweep {
  const isSame = before?.picture === look.picture;
  // Many looks in a row show the same ring: it is judged once.
  const verdict = isSame && before !== undefined ? before.verdict : judge(look.observations);
  const statuses = isSame && before !== undefined ? before.statuses : statusesOf(look);
  const isRight = isIdeal(verdict) && verdict.members.length === look.observations.length;
  return {
    ...look,
    verdict,
    statuses,
    isSame,
    isIdeal: isRight,
    isFirmlyIdeal: isRight && isSame,
  };
}

function statusesOf({ observations }: Look): ReadonlyMap<number, PeerStatus> {
  return new Map(
    observations.flatMap(({ id, status }): [number, PeerStatus][] => (status === null ? [] : [[id, status]])),
  );
}

export function shortfall(sweep: Sweep, aim: RingAim): Shortfall {
  switch (aim) {
    case 'ideal':
      return idealShortfall(sweep);
    case 'valid':
      return validShortfall(sweep);
    case 'connected':
      return connectedShortfall(sweep);
  }
}

function idealShortfall({ isFirmlyIdeal, isIdeal: isRight, verdict, observations }: Sweep): Shortfall {
  if (isFirmlyIdeal) return undefined;
  if (isRight) return 'the ring is ideal, but was seen so once only';
  if (!isIdeal(verdict)) return verdict.line;
  const outside = observations.map(({ id }) => id).filter((id) => !verdict.members.includes(id));
  return `${outside.join(', ')} ${outside.length === 1 ? 'runs and is no member' : 'run and are no members'}`;
}

/** One ring that winds once, and everybody leads into it (Zave 2017: one ordered ring, connected appendages). */
function validShortfall(sweep: Sweep): Shortfall {
  const { verdict } = sweep;
  if (verdict.members.length === 0) return 'nobody answers';
  if (verdict.rings.length > 1) return verdict.line;
  if (verdict.windings > 1) return verdict.line;
  return cutOff(sweep);
}

/** No member without a living successor, and no two groups that know nothing of each other. */
function connectedShortfall(sweep: Sweep): Shortfall {
  const { verdict } = sweep;
  if (verdict.members.length === 0) return 'nobody answers';
  return cutOff(sweep) ?? parted(sweep);
}

function cutOff({ verdict, statuses }: Sweep): Shortfall {
  if (verdict.members.length < 2) return undefined;
  const alive = new Set<Identifier>(verdict.members);
  const alone = verdict.members.filter((id) => statuses.get(id)?.succ.every((each) => !alive.has(each.id)));
  if (alone.length === 0) return undefined;
  const who = alone.length === 1 ? `${alone[0]} has` : `${alone.join(', ')} have`;
  return `${who} no living successor`;
}

function parted({ verdict, statuses }: Sweep): Shortfall {
  const [first] = verdict.members;
  if (first === undefined) return undefined;
  const alive = new Set<Identifier>(verdict.members);
  const neighbours = new Map<Identifier, Identifier[]>(verdict.members.map((id) => [id, []]));
  for (const id of verdict.members) {
    const status = statuses.get(id);
    for (const other of [...(status?.succ ?? []), ...(status?.pred ?? [])]) {
      if (!alive.has(other.id)) continue;
      neighbours.get(id)?.push(other.id);
      neighbours.get(other.id)?.push(id);
    }
  }
  const reached = new Set([first]);
  for (const id of reached) for (const other of neighbours.get(id) ?? []) reached.add(other);
  const cut = verdict.members.filter((id) => !reached.has(id));
  return cut.length === 0 ? undefined : `${cut.join(', ')} and ${first} know nothing of each other`;
}
