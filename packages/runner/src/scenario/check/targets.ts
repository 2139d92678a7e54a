// Does every word that stands for peers mean somebody where it stands? In targets and in conditions.

import type { Condition, PeerWord, Side, Target } from '../language/index.ts';
import type { End, Fault, Path } from '../mistake.ts';
import { meant, noSuchWord } from '../shape/words.ts';
import { conditionsOf, listed, targetOfCondition, type Visited } from '../walk.ts';
import { notYet, wordTrouble, type Scope } from './scope.ts';

export function targetFaults({ item, path }: Visited<Side>, scope: Scope): readonly Fault[] {
  switch (item.kind) {
    case 'named':
      return listed(item.words, path).flatMap((word) => wordFaults(word, scope));
    case 'bound':
      return boundFaults(item.name, [...path, 'as'], scope);
    case 'successor-of':
      return wordFaults({ item: item.word, path: [...path, 'successor-of'] }, scope);
    case 'chosen': {
      const groups = [...scope.roster.groups.keys()];
      const isKnown = item.group === undefined || groups.includes(item.group);
      const group = isKnown ? [] : [fault([...path, 'group'], noSuchWord('group', item.group ?? '', groups))];
      return [...group, ...listed(item.not, [...path, 'not']).flatMap((word) => wordFaults(word, scope))];
    }
    default:
      return [];
  }
}

/** One peer is asked for, not several. */
export function onePeerFaults(target: Visited<Target>, scope: Scope): readonly Fault[] {
  const faults = targetFaults(target, scope);
  if (faults.length > 0 || isOne(target.item, scope)) return faults;
  return [fault(target.path, 'one peer is asked for here; name one, or write {any: 1}')];
}

function isOne(target: Target, { roster }: Scope): boolean {
  if (target.kind === 'chosen') {
    return (
      target.pick.kind === 'any' && target.pick.amount.kind === 'count' && target.pick.amount.count === 1
    );
  }
  if (target.kind !== 'named') return true;
  return target.words.length === 1 && target.words.every((word) => !roster.groups.has(String(word)));
}

export function conditionFaults(condition: Condition, path: Path, scope: Scope): readonly Fault[] {
  return [...conditionsOf(condition, path)].flatMap((visited) => {
    const target = targetOfCondition(visited);
    const { item, path: at } = visited;
    const ownFaults = target === undefined ? [] : targetFaults(target, scope);
    if (item.kind === 'owner') return peerFaults({ item: item.is, path: [...at, 'is'] }, scope);
    return item.kind === 'view' ? viewFaults(item, at, scope) : ownFaults;
  });
}

function viewFaults(
  { views }: Extract<Condition, { kind: 'view' }>,
  path: Path,
  scope: Scope,
): readonly Fault[] {
  return views.flatMap(({ peer, succ = [], pred = [] }) => {
    const at = [...path, String(peer)];
    const lists = [...listed(succ, [...at, 'succ']), ...listed(pred, [...at, 'pred'])];
    return [
      ...peerFaults({ item: peer, path: at }, scope, 'key'),
      ...lists.flatMap((word) => peerFaults(word, scope)),
    ];
  });
}

/** Views and owners are about certain peers: ids, or names of peers. */
function peerFaults({ item: word, path }: Visited<PeerWord>, scope: Scope, end?: End): readonly Fault[] {
  const isPeer = typeof word === 'number' || scope.roster.names.has(word);
  const faults = wordFaults({ item: word, path }, scope, end);
  if (isPeer || faults.length > 0) return faults;
  return [
    fault(path, `${word} is no single peer that is known before; write an id or the name of a peer`, end),
  ];
}

export function wordFaults({ item, path }: Visited<PeerWord>, scope: Scope, end?: End): readonly Fault[] {
  const message = wordTrouble(scope, item);
  return message === undefined ? [] : [fault(path, message, end)];
}

function boundFaults(name: string, path: Path, scope: Scope): readonly Fault[] {
  const kind = scope.bound.get(name);
  if (kind === 'peers') return [];
  if (kind !== undefined) {
    return [fault(path, `${name} is the name of a ${kind}, and peers are asked for; name peers`)];
  }
  const unknown = `no step has "as: ${name}"; ${meant(name, [...scope.bound.keys()])}`;
  return [fault(path, scope.boundAnywhere.has(name) ? notYet(name) : unknown)];
}

function fault(path: Path, message: string, end: End = 'value'): Fault {
  return { path, end, message };
}
