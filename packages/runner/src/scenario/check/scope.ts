// Which words mean something at one step of a scenario: groups, named peers, ids that are there by then, and what earlier steps bound.

import type { PeerWord } from '../language/index.ts';
import { meant } from '../shape/words.ts';
import type { Roster } from '../roster.ts';

export type BoundKind = 'peers' | 'partition' | 'link';

/** Grows along the steps; each branch of a parallel step has one of its own. */
export interface Scope {
  readonly roster: Roster;
  readonly bits: number;
  /** Every word that some step binds, wherever it stands. */
  readonly boundAnywhere: ReadonlySet<string>;
  readonly bound: Map<string, BoundKind>;
  /** Partitions and links that nobody has healed yet. Those that end by themselves are not among them. */
  readonly open: Set<string>;
  /** Ids that joined without being in a group. */
  readonly joined: Set<number>;
  /** Names that a step has stored. */
  readonly stored: Set<string>;
}

export function branchOf(scope: Scope): Scope {
  return {
    ...scope,
    bound: new Map(scope.bound),
    open: new Set(scope.open),
    joined: new Set(scope.joined),
    stored: new Set(scope.stored),
  };
}

/** What the branches of one step have brought about, all together. */
export function joinBranches(scope: Scope, branches: readonly Scope[]): void {
  const healed = [...scope.open].filter((name) => branches.some(({ open }) => !open.has(name)));
  for (const branch of branches) {
    for (const [name, kind] of branch.bound) scope.bound.set(name, kind);
    for (const name of branch.open) scope.open.add(name);
    for (const id of branch.joined) scope.joined.add(id);
    for (const name of branch.stored) scope.stored.add(name);
  }
  for (const name of healed) scope.open.delete(name);
}

/** What is wrong with a word that should stand for peers, or undefined. */
export function wordTrouble(scope: Scope, word: PeerWord): string | undefined {
  const { roster, bound, boundAnywhere } = scope;
  if (typeof word === 'number') return idTrouble(scope, word);
  if (roster.groups.has(word) || roster.names.has(word)) return undefined;
  const kind = bound.get(word);
  if (kind === 'peers') return undefined;
  if (kind !== undefined) return `${word} is the name of a ${kind}, and peers are asked for; name peers`;
  if (boundAnywhere.has(word)) return notYet(word);
  return `nobody here is named "${word}"; ${meant(word, [...roster.groups.keys(), ...roster.names.keys(), ...boundAnywhere])}`;
}

export function notYet(word: string): string {
  return `nothing is named ${word} yet; the step with "as: ${word}" must come before this one, and not in another branch`;
}

function idTrouble({ roster, joined }: Scope, id: number): string | undefined {
  if (roster.ids.has(id) || joined.has(id)) return undefined;
  const counted = [...roster.groups.values()].find(({ members }) => members.kind === 'count');
  const mend =
    counted === undefined
      ? 'add it to a group, or let it join before'
      : `the ids of ${counted.name} are drawn, so choose one with {any: 1, group: ${counted.name}}`;
  return `there is no peer ${id}; ${mend}`;
}
