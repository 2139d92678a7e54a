// Do the groups make a ring? Each peer once, each id on the circle, no more than may run, and each word for one thing only.

import type { Sha256 } from '@ringside/peer/keys';
import type { Scenario } from '../language/index.ts';
import type { Fault, Path } from '../mistake.ts';
import { keyOf, membersCount } from '../roster.ts';

/** A peer as it was listed. */
interface Listed {
  readonly id: number;
  readonly written: string;
  readonly path: Path;
}

export function checkPeers(scenario: Scenario, sha256: Sha256): readonly Fault[] {
  const { listed, faults } = listPeers(scenario, sha256);
  return [
    ...faults,
    ...twins(listed),
    ...outside(scenario, listed),
    ...wordClashes(scenario),
    ...crowds(scenario),
  ];
}

function listPeers(
  scenario: Scenario,
  sha256: Sha256,
): { readonly listed: readonly Listed[]; readonly faults: readonly Fault[] } {
  const listed: Listed[] = [];
  const faults: Fault[] = [];
  for (const { name: group, members } of scenario.groups) {
    if (members.kind === 'ids') {
      for (const [place, id] of members.ids.entries())
        listed.push({ id, written: String(id), path: ['peers', group, 'ids', place] });
    }
    if (members.kind !== 'names') continue;
    for (const [place, name] of members.names.entries()) {
      const path = ['peers', group, 'names', place];
      const named = keyOf(name, scenario.ring, sha256);
      if (named.kind === 'key') listed.push({ id: named.key, written: name, path });
      else faults.push(hashRefusal(path, name, scenario));
    }
  }
  return { listed, faults };
}

function hashRefusal(path: Path, name: string, { ring }: Scenario): Fault {
  const mend = ring.hash === 'mod' ? 'peers with names need ring: {hash: sha256}' : 'take another name';
  return { path, end: 'value', message: `no id can be made of the name ${name} in this ring; ${mend}` };
}

function twins(listed: readonly Listed[]): readonly Fault[] {
  const seen = new Map<number, Listed>();
  return listed.flatMap((peer): Fault[] => {
    const twin = seen.get(peer.id);
    seen.set(peer.id, twin ?? peer);
    if (twin === undefined) return [];
    const message =
      twin.written === peer.written
        ? `peer ${peer.written} is listed twice; each peer needs its own id`
        : `${twin.written} and ${peer.written} both get id ${peer.id}; take another name, or more bits`;
    return [{ path: peer.path, end: 'value', message }];
  });
}

function outside({ ring }: Scenario, listed: readonly Listed[]): readonly Fault[] {
  const size = 2 ** ring.bits;
  return listed
    .filter(({ id }) => id >= size)
    .map(({ id, path }) => ({ path, end: 'value', message: noSuchId(id, ring.bits) }));
}

export function noSuchId(id: number, bits: number): string {
  return `${id} is no id of a ring of ${bits} bits; ids go from 0 to ${2 ** bits - 1}`;
}

/** Groups and named peers share one set of words. */
function wordClashes({ groups }: Scenario): readonly Fault[] {
  const names = new Set(groups.map(({ name }) => name));
  return groups.flatMap(({ name: group, members }) => {
    if (members.kind !== 'names') return [];
    return members.names.flatMap((name, place): Fault[] =>
      names.has(name)
        ? [
            {
              path: ['peers', group, 'names', place],
              end: 'value',
              message: `${name} is the name of a group and of a peer; rename one of them`,
            },
          ]
        : [],
    );
  });
}

function crowds(scenario: Scenario): readonly Fault[] {
  const { groups, peersMax, ring } = scenario;
  const count = membersCount(scenario);
  const path = ['peers', groups.at(-1)?.name ?? ''];
  if (groups.length === 0)
    return [
      {
        path: ['peers'],
        end: 'key',
        message: 'nobody is in this ring; write it like peers: {core: {count: 20}}',
      },
    ];
  if (count > 2 ** ring.bits) {
    return [
      {
        path,
        end: 'key',
        message: `${count} peers do not fit a ring of ${ring.bits} bits; take fewer peers or more bits`,
      },
    ];
  }
  if (count <= peersMax) return [];
  return [
    {
      path,
      end: 'key',
      message: `these groups have ${count} peers, and ${peersMax} may run; take fewer, or raise limits: {peers: ${count}}`,
    },
  ];
}
