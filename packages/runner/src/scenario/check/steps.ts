// Do the steps make sense one after another? Every word means something where it stands, and only faults that are there are healed.

import type { PeerWord, Scenario, Step } from '../language/index.ts';
import type { Fault, Path } from '../mistake.ts';
import { idOfWord, type Roster } from '../roster.ts';
import { meant, noSuchWord } from '../shape/words.ts';
import {
  allSteps,
  branchesOf,
  claimsOf,
  listed,
  phasesOf,
  stepsOf,
  targetsOf,
  viaOf,
  type Visited,
} from '../walk.ts';
import { noSuchId } from './peers.ts';
import { branchOf, joinBranches, notYet, type BoundKind, type Scope } from './scope.ts';
import { conditionFaults, onePeerFaults, targetFaults, wordFaults } from './targets.ts';

export function checkSteps(scenario: Scenario, roster: Roster): readonly Fault[] {
  const steps = phasesOf(scenario).flatMap(stepsOf);
  const every = [...allSteps(steps)];
  const scope: Scope = {
    roster,
    bits: scenario.ring.bits,
    boundAnywhere: new Set(every.flatMap(({ item }) => item.as ?? [])),
    bound: new Map(),
    open: new Set(),
    joined: new Set(),
    stored: new Set(),
  };
  const inSteps = steps.flatMap((step) => stepFaults(step, scope));
  const checks = [...listed(scenario.always, ['always']), ...listed(scenario.finally, ['finally'])];
  const inChecks = checks.flatMap(({ item, path }) => conditionFaults(item.condition, path, scope));
  return [...bindingFaults(every, roster), ...inSteps, ...inChecks];
}

/** Each word is bound by one step, and is no name of a peer or a group. */
function bindingFaults(every: readonly Visited<Step>[], roster: Roster): readonly Fault[] {
  const seen = new Set<string>();
  return every.flatMap(({ item: { as: name }, path }): Fault[] => {
    if (name === undefined) return [];
    const isTwin = seen.has(name);
    seen.add(name);
    const at = [...path, 'as'];
    if (roster.groups.has(name)) return [fault(at, `${name} is the name of a group; take another word`)];
    if (roster.names.has(name)) return [fault(at, `${name} is the name of a peer; take another word`)];
    return isTwin ? [fault(at, `an earlier step has "as: ${name}" too; take another word`)] : [];
  });
}

/** In the order of time: what a step brings about is known to those after it. */
function stepFaults(step: Visited<Step>, scope: Scope): readonly Fault[] {
  const { item } = step;
  const via = viaOf(step);
  const faults = [
    ...deedFaults(step, scope),
    ...targetsOf(step).flatMap((side) => targetFaults(side, scope)),
    ...(via === undefined ? [] : onePeerFaults(via, scope)),
  ];
  const branches = branchesOf(step).map((steps) => {
    const inner = item.kind === 'repeat' ? scope : branchOf(scope);
    return { inner, faults: steps.flatMap((each) => stepFaults(each, inner)) };
  });
  if (item.kind === 'parallel') {
    joinBranches(
      scope,
      branches.map(({ inner }) => inner),
    );
  }
  if (item.as !== undefined) bind(item, item.as, scope);
  const claims = claimsOf(step).flatMap((claim) => conditionFaults(claim.item.condition, claim.path, scope));
  return [...faults, ...branches.flatMap((branch) => branch.faults), ...claims];
}

function bind(step: Step, name: string, scope: Scope): void {
  const kind: BoundKind = step.kind === 'partition' || step.kind === 'link' ? step.kind : 'peers';
  scope.bound.set(name, kind);
  if (kind !== 'peers' && 'for' in step && step.for === undefined) scope.open.add(name);
}

function deedFaults({ item, path }: Visited<Step>, scope: Scope): readonly Fault[] {
  switch (item.kind) {
    case 'start':
      return listed(item.words, [...path, 'start']).flatMap((word) => memberFaults(word, scope));
    case 'join':
      if (item.who.kind === 'fresh') return [];
      return listed(item.who.words, [...path, 'join']).flatMap((word) => joinerFaults(word, scope));
    case 'heal':
      return healFaults(item.fault, [...path, 'heal'], scope);
    case 'churn':
      return listed(item.churn.not, [...path, 'churn', 'not']).flatMap((word) => wordFaults(word, scope));
    case 'burst':
      return listed(item.burst.not, [...path, 'burst', 'not']).flatMap((word) => wordFaults(word, scope));
    case 'store':
      if (item.names.kind === 'name') scope.stored.add(item.names.name);
      return [];
    case 'request': {
      const { names, answer } = item;
      if (names.kind === 'drawn' || answer !== 'found' || scope.stored.has(names.name)) return [];
      const mend = 'store it, or put answer: not-found beside it';
      return [fault([...path, 'request'], `nothing stores "${names.name}" before this; ${mend}`)];
    }
    default:
      return [];
  }
}

/** Somebody of a group: only those can be started. */
function memberFaults({ item: word, path }: Visited<PeerWord>, { roster }: Scope): readonly Fault[] {
  if (typeof word === 'string' && roster.groups.has(word)) return [];
  const id = idOfWord(roster, word);
  if (id !== undefined && roster.ids.has(id)) return [];
  if (typeof word === 'number') {
    return [fault(path, `no group lists peer ${word}; add it to one, or let it join`)];
  }
  return [fault(path, noSuchWord('group', word, [...roster.groups.keys(), ...roster.names.keys()]))];
}

function joinerFaults(joiner: Visited<PeerWord>, scope: Scope): readonly Fault[] {
  const { item: word, path } = joiner;
  if (typeof word === 'string') return wordFaults(joiner, scope);
  if (word >= 2 ** scope.bits) return [fault(path, noSuchId(word, scope.bits))];
  scope.joined.add(word);
  return [];
}

function healFaults(name: string, path: Path, scope: Scope): readonly Fault[] {
  if (name === 'all') {
    const isAnyOpen = scope.open.size > 0;
    scope.open.clear();
    const message = 'nothing is there to be healed; a partition or a link must come before';
    return isAnyOpen ? [] : [fault(path, message)];
  }
  const kind = scope.bound.get(name);
  if (kind === 'peers') {
    return [fault(path, `${name} is the name of peers; only partitions and links are healed`)];
  }
  if (kind !== undefined) {
    const message = `${name} is over by then: it was healed, or ends by itself; take this step out`;
    return scope.open.delete(name) ? [] : [fault(path, message)];
  }
  const mend =
    scope.open.size > 0 ? meant(name, [...scope.open]) : `a step with "as: ${name}" must make it before`;
  const unknown = `there is no partition or link "${name}"; ${mend}`;
  return [fault(path, scope.boundAnywhere.has(name) ? notYet(name) : unknown)];
}

function fault(path: Path, message: string): Fault {
  return { path, end: 'value', message };
}
