// Who is named in a scenario before it starts: groups, names, ids. Ids of counted groups are drawn later, with the plan.

import { keyOfName, type NamedKey, type Sha256 } from '@ringside/peer/keys';
import type { Group, PeerWord, RingRules, Scenario } from './language/index.ts';

export interface Roster {
  readonly groups: ReadonlyMap<string, Group>;
  /** Names of peers, with the ids hashed from them. */
  readonly names: ReadonlyMap<string, number>;
  /** Every id that a group names. */
  readonly ids: ReadonlySet<number>;
  /** The group that an id was listed in. */
  readonly groupOf: ReadonlyMap<number, string>;
}

/** What cannot be an id is left out: check/peers.ts has complained of it. */
export function rosterOf(scenario: Pick<Scenario, 'groups' | 'ring'>, sha256: Sha256): Roster {
  const names = new Map<string, number>();
  const groupOf = new Map<number, string>();
  for (const { name: group, members } of scenario.groups) {
    if (members.kind === 'ids') for (const id of members.ids) groupOf.set(id, group);
    if (members.kind !== 'names') continue;
    for (const name of members.names) {
      const named = keyOf(name, scenario.ring, sha256);
      if (named.kind !== 'key') continue;
      names.set(name, named.key);
      groupOf.set(named.key, group);
    }
  }
  const groups = new Map(scenario.groups.map((group) => [group.name, group]));
  return { groups, names, ids: new Set(groupOf.keys()), groupOf };
}

/** The key of a value's name, or the id of a peer's, by the rules of the ring. */
export function keyOf(name: string, ring: RingRules, sha256: Sha256): NamedKey {
  return keyOfName(name, ring, sha256);
}

/** The id that a word stands for. Undefined for groups, and for what a step binds. */
export function idOfWord(roster: Roster, word: PeerWord): number | undefined {
  return typeof word === 'number' ? word : roster.names.get(word);
}

/** So many peers are listed or counted in all groups together. */
export function membersCount({ groups }: Pick<Scenario, 'groups'>): number {
  return groups.reduce((sum, { members }) => sum + sizeOf(members), 0);
}

function sizeOf(members: Group['members']): number {
  if (members.kind === 'count') return members.count;
  return members.kind === 'ids' ? members.ids.length : members.names.length;
}
