// From targets to peers: decided now where it is sure who is a member, else described so that the player decides it the same way later.

import type { PeerWord, Target } from '../language/index.ts';
import type { Path } from '../mistake.ts';
import { idOfWord, keyOf } from '../roster.ts';
import { chanceOf, countOf, drawFrom, drawSeed } from './draw.ts';
import { stateTrouble, type Need } from './needs.ts';
import type { Who } from './plan.ts';
import type { PlannedRing } from './planned-ring.ts';
import { impossible, type Rehearsal } from './rehearsal.ts';

export interface Chosen {
  readonly who: Who;
  /** Who it is, or will be if all goes as planned. */
  readonly ids: readonly number[];
  /** Among whom chance decided. */
  readonly pool: readonly number[];
  /** Bindings that were used. */
  readonly bindings: readonly string[];
}

/** Undefined, with a fault noted, when nobody can be meant. `need`: in which state they must be. */
export function choose(rehearsal: Rehearsal, target: Target, path: Path, need: Need): Chosen | undefined {
  switch (target.kind) {
    case 'named':
      return chooseNamed(rehearsal, target.words, path, need);
    case 'bound':
      return chooseBound(rehearsal, target.name, [...path, 'as'], need);
    case 'successor-of':
      return chooseSuccessor(rehearsal, target.word, [...path, 'successor-of']);
    case 'owner-of':
      return chooseOwner(rehearsal, target.name, path);
    case 'chosen':
      return chooseDrawn(rehearsal, target, path, need);
  }
}

function chooseSuccessor(rehearsal: Rehearsal, word: PeerWord, path: Path): Chosen | undefined {
  const of = chooseNamed(rehearsal, [word], path, 'known');
  const [id, ...others] = of?.ids ?? [];
  if (of === undefined || id === undefined) return undefined;
  if (others.length > 0) return impossible(rehearsal, path, 'one peer is asked for here; name one');
  const next = nextAfter(rehearsal.ring.up(), id);
  return foreseen(rehearsal, path, next, (expected) => ({ kind: 'successor-of', of: of.who, expected }));
}

function chooseOwner(rehearsal: Rehearsal, name: string, path: Path): Chosen | undefined {
  const { ring: rules } = rehearsal.scenario;
  const named = keyOf(name, rules, rehearsal.sha256);
  if (named.kind === 'refused') return impossible(rehearsal, path, named.message);
  const members = rehearsal.ring.up();
  const isOwn = rules.owner === 'at-or-after' && members.includes(named.key);
  const owner = isOwn ? named.key : nextAfter(members, named.key);
  return foreseen(rehearsal, path, owner, (expected) => ({ kind: 'owner-of', name, expected }));
}

function foreseen(
  rehearsal: Rehearsal,
  path: Path,
  id: number | undefined,
  who: (expected: readonly number[]) => Who,
): Chosen | undefined {
  const mend = 'start or restart somebody before';
  if (id === undefined) return impossible(rehearsal, path, `nobody runs by then; ${mend}`);
  return { who: who([id]), ids: [id], pool: [], bindings: [] };
}

/** Clockwise; itself when it is alone. Sorting puts the position among the members. */
function nextAfter(members: readonly number[], position: number): number | undefined {
  const others = members.filter((id) => id !== position);
  const circle = [...others, position].toSorted((a, b) => a - b);
  return others.length === 0 ? members[0] : circle[(circle.indexOf(position) + 1) % circle.length];
}

function chooseNamed(
  rehearsal: Rehearsal,
  words: readonly PeerWord[],
  path: Path,
  need: Need,
): Chosen | undefined {
  const parts = words.map((word, place) => chooseWord(rehearsal, word, [...path, place], need));
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length) return undefined;
  return together(known);
}

function together(parts: readonly Chosen[]): Chosen {
  const [first, ...others] = parts;
  if (first !== undefined && others.length === 0) return first;
  const ids = [...new Set(parts.flatMap((part) => part.ids))].toSorted((a, b) => a - b);
  const isDecided = parts.every(({ who }) => who.kind === 'peers');
  return {
    who: isDecided
      ? { kind: 'peers', ids }
      : { kind: 'several', of: parts.map(({ who }) => who), expected: ids },
    ids,
    pool: [],
    bindings: parts.flatMap(({ bindings }) => bindings),
  };
}

function chooseWord(rehearsal: Rehearsal, word: PeerWord, path: Path, need: Need): Chosen | undefined {
  const { roster, groupIds, ring } = rehearsal;
  const id = idOfWord(roster, word);
  if (id !== undefined) {
    const trouble = stateTrouble(ring, id, String(word), need);
    return trouble === undefined ? decided([id]) : impossible(rehearsal, path, trouble);
  }
  const group = groupIds.get(String(word));
  if (group === undefined) return chooseBound(rehearsal, String(word), path, need);
  const ids = group.filter((each) => isIn(ring, each, need));
  return ids.length > 0
    ? decided(ids)
    : impossible(rehearsal, path, `nobody of ${word} can be meant by then: ${absence[need]}`);
}

/** Of a group whoever is there is meant, so that chance does no harm. */
function isIn(ring: PlannedRing, id: number, need: Need): boolean {
  const state = ring.stateOf(id);
  if (need === 'listed') return true;
  if (need === 'running') return state === 'up' || state === 'paused';
  return need === 'known' ? state !== undefined : state === need;
}

const absence: Readonly<Record<Need, string>> = {
  up: 'none of them runs',
  running: 'none of them runs',
  paused: 'none of them stands still',
  known: 'none of them was started',
  listed: 'it has no members',
};

function chooseBound(rehearsal: Rehearsal, name: string, path: Path, need: Need): Chosen | undefined {
  const binding = rehearsal.bound.get(name);
  // The step that binds it is before this one, and was found impossible itself.
  if (binding === undefined) return undefined;
  const { who, ids, by } = binding;
  for (const id of ids) {
    const trouble = stateTrouble(rehearsal.ring, id, `${id} (${name})`, need, by);
    if (trouble !== undefined) return impossible(rehearsal, path, trouble);
  }
  return {
    who: who.kind === 'peers' ? who : { kind: 'bound', name, expected: ids },
    ids,
    pool: [],
    bindings: [by],
  };
}

function chooseDrawn(
  rehearsal: Rehearsal,
  { group, not, pick }: Extract<Target, { kind: 'chosen' }>,
  path: Path,
  need: Need,
): Chosen | undefined {
  const { ring, groupIds, chance } = rehearsal;
  const without = chooseNamed(rehearsal, not, [...path, 'not'], 'listed');
  if (not.length > 0 && without === undefined) return undefined;
  const among = group === undefined ? null : (groupIds.get(group) ?? []);
  const there = need === 'paused' ? ring.paused() : ring.up();
  const pool = there.filter((id) => (among?.includes(id) ?? true) && without?.ids.includes(id) !== true);
  const amount = pick.kind === 'all' ? ({ kind: 'share', share: 1 } as const) : pick.amount;
  const count = countOf(amount, pool.length);
  if (pool.length === 0) {
    const mend = need === 'paused' ? 'pause somebody before' : 'start or restart somebody before';
    return impossible(rehearsal, path, `nobody is there by then whom this could mean; ${mend}`);
  }
  if (count > pool.length) {
    return impossible(
      rehearsal,
      path,
      `${count} are asked for here, and ${pool.length} can be meant by then; ask for fewer`,
    );
  }
  const how = pick.kind === 'adjacent' ? 'adjacent' : 'any';
  const seed = drawSeed(chance);
  const ids = drawFrom({ members: there, pool }, how, count, chanceOf(seed));
  if (ids.length < count) {
    const mend = 'ask for fewer, or exclude nobody between them';
    return impossible(rehearsal, path, `no ${count} of them stand side by side by then; ${mend}`);
  }
  if (ring.isSure()) return { ...decided(ids), pool: count < pool.length ? pool : [] };
  const excluded = without === undefined || not.length === 0 ? [] : [without.who];
  const who: Who = { kind: 'draw', seed, how, amount, among, not: excluded, expected: ids };
  return { who, ids, pool, bindings: [] };
}

export function decided(ids: readonly number[]): Chosen {
  return { who: { kind: 'peers', ids }, ids, pool: [], bindings: [] };
}
