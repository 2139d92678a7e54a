// Steps that change who is a member: start, join, leave, kill, pause, resume, restart.

import type { PeerWord, Step } from '../language/index.ts';
import type { Path } from '../mistake.ts';
import { idOfWord } from '../roster.ts';
import { choose, decided, type Chosen } from './choose.ts';
import type { Loss } from './guard.ts';
import type { PlannedDeed, PlannedJoin, Who } from './plan.ts';
import { freshPeer, impossible, notePeer, type Binding, type Rehearsal } from './rehearsal.ts';
import { wholeMs } from './spans.ts';

/** The deed, and whom it was about. Undefined, with a fault noted, when it is impossible by then. */
export interface Compiled {
  readonly deed: PlannedDeed;
  readonly binding?: Binding;
}

type Of<Kind extends Step['kind']> = Extract<Step, { readonly kind: Kind }>;

export function compileStart(rehearsal: Rehearsal, step: Of<'start'>, path: Path): Compiled | undefined {
  const { ring } = rehearsal;
  const ids = step.words.flatMap((word, place) => idsToStart(rehearsal, word, [...path, 'start', place]));
  if (isTwice(rehearsal, ids, [...path, 'start'])) return undefined;
  const isRunning = ring.running() > 0;
  if (step.how === 'given' && isRunning) {
    return impossible(
      rehearsal,
      [...path, 'start'],
      'a ring runs already, so nobody can be given its neighbours; put how: join-at-once or how: join-one-by-one beside it',
    );
  }
  const joins = ids.map((id, place): PlannedJoin => ({
    id,
    via: step.how === 'given' ? null : viaOfStart(rehearsal, step, ids, place),
  }));
  for (const id of ids) ring.enter(id, step.how === 'given');
  crowded(rehearsal, [...path, 'start']);
  return { deed: { act: 'start', how: step.how, joins } };
}

/** The first one makes the ring when there is none. Then each joins through the one before, or all through the first. */
function viaOfStart(
  { ring, chance }: Rehearsal,
  step: Of<'start'>,
  ids: readonly number[],
  place: number,
): Who | null {
  const members = ring.up();
  const former = step.how === 'join-at-once' ? ids.slice(0, 1) : ids.slice(0, place);
  const id = chance.pick(members.length > 0 ? members : place === 0 ? [] : former);
  return id === undefined ? null : { kind: 'peers', ids: [id] };
}

function idsToStart(rehearsal: Rehearsal, word: PeerWord, path: Path): readonly number[] {
  const { roster, groupIds, ring } = rehearsal;
  const id = idOfWord(roster, word);
  const ids = id === undefined ? (groupIds.get(String(word)) ?? []) : [id];
  const there = ids.find((each) => ring.stateOf(each) !== undefined);
  if (there === undefined) return ids;
  const mend = ring.stateOf(there) === 'gone' ? 'restart starts it again' : 'start it once only';
  impossible(rehearsal, path, `peer ${there} was started before; ${mend}`);
  return [];
}

export function compileJoin(rehearsal: Rehearsal, step: Of<'join'>, path: Path): Compiled | undefined {
  const { ring, chance } = rehearsal;
  const members = ring.up();
  if (members.length === 0)
    return impossible(
      rehearsal,
      [...path, 'join'],
      'no ring runs by then that could be joined; start one before',
    );
  const ids =
    step.who.kind === 'named'
      ? namedJoiners(rehearsal, step.who.words, [...path, 'join'])
      : freshJoiners(rehearsal, step.who.count, [...path, 'join']);
  if (isTwice(rehearsal, ids, [...path, 'join'])) return undefined;
  const via = step.via === undefined ? undefined : choose(rehearsal, step.via, [...path, 'via'], 'up');
  const joins = ids.map((id): PlannedJoin => ({
    id,
    via: via?.who ?? { kind: 'peers', ids: [chance.pick(members) ?? 0] },
  }));
  for (const id of ids) ring.enter(id);
  crowded(rehearsal, [...path, 'join']);
  return { deed: { act: 'join', joins }, ...bindingOf(step, decided(ids)) };
}

function namedJoiners(rehearsal: Rehearsal, words: readonly PeerWord[], path: Path): readonly number[] {
  return words.flatMap((word, place) => {
    const joiners = joinersOf(rehearsal, word);
    const trouble = typeof joiners === 'string' ? joiners : joinTrouble(rehearsal, joiners);
    if (typeof joiners === 'string' || trouble !== undefined) {
      impossible(rehearsal, [...path, place], trouble ?? '');
      return [];
    }
    for (const id of joiners.ids) notePeer(rehearsal, id);
    return joiners.ids;
  });
}

interface Joiners {
  readonly ids: readonly number[];
  /** The step that chose just these. */
  readonly own: string | undefined;
}

/** Or why the word stands for nobody who can be named before the start. */
function joinersOf({ roster, groupIds, bound }: Rehearsal, word: PeerWord): Joiners | string {
  const id = idOfWord(roster, word);
  if (id !== undefined) return { ids: [id], own: undefined };
  const binding = bound.get(String(word));
  if (binding === undefined) return { ids: groupIds.get(String(word)) ?? [], own: undefined };
  if (binding.who.kind === 'peers') return { ids: binding.ids, own: binding.by };
  return `whom ${word} names is decided only when that step is played; restart: ${word} brings it back`;
}

function joinTrouble({ ring }: Rehearsal, { ids, own }: Joiners): string | undefined {
  for (const id of ids) {
    const state = ring.stateOf(id);
    const risk = state === undefined ? undefined : ring.riskOf(id, own);
    if (risk !== undefined) {
      return `peer ${id} may be in the ring by then or not, for ${risk} does not name whom it takes; keep it out of that with not: [${id}]`;
    }
    if (state === 'up' || state === 'paused') {
      return `peer ${id} is in the ring already; take it out, or let it leave before`;
    }
  }
  return undefined;
}

function freshJoiners(rehearsal: Rehearsal, count: number, path: Path): readonly number[] {
  const ids = Array.from({ length: count }, () => freshPeer(rehearsal)).filter((id) => id !== undefined);
  const message = 'every id of this ring is taken; take more bits, or fewer joiners';
  if (ids.length < count) impossible(rehearsal, path, message);
  return ids;
}

/** A list may name somebody by itself and in a group. */
function isTwice(rehearsal: Rehearsal, ids: readonly number[], path: Path): boolean {
  const twice = ids.find((id, place) => ids.indexOf(id) !== place);
  if (twice === undefined) return false;
  impossible(rehearsal, path, `peer ${twice} is named twice here; once is enough`);
  return true;
}

/** Leave, kill and pause. */
export function compileLoss(
  rehearsal: Rehearsal,
  step: Of<'leave' | 'kill'> | Of<'pause'>,
  path: Path,
): Compiled | undefined {
  const { ring, scenario } = rehearsal;
  const chosen = choose(
    rehearsal,
    step.target,
    [...path, step.kind],
    step.kind === 'kill' ? 'running' : 'up',
  );
  if (chosen === undefined) return undefined;
  const by: Loss = step.kind;
  const isDecided = chosen.who.kind === 'peers';
  const forMs =
    step.kind === 'pause' && step.for !== undefined ? wholeMs(step.for, scenario.ring.pingMs) : null;
  const { binding } = bindingOf(step, chosen);
  for (const id of chosen.ids) ring.lose(id, by, !isDecided);
  if (forMs === null) ring.risk(isDecided ? chosen.pool : chosen.ids, riskWords(step));
  else for (const id of chosen.ids) ring.enter(id);
  const deed: PlannedDeed =
    step.kind === 'pause' ? { act: 'pause', who: chosen.who, forMs } : { act: step.kind, who: chosen.who };
  return { deed, ...(binding && { binding }) };
}

/** Resume and restart: whoever it is, is a member afterwards. */
export function compileReturn(
  rehearsal: Rehearsal,
  step: Of<'resume' | 'restart'>,
  path: Path,
): Compiled | undefined {
  const chosen = choose(
    rehearsal,
    step.target,
    [...path, step.kind],
    step.kind === 'resume' ? 'paused' : 'known',
  );
  if (chosen === undefined) return undefined;
  for (const id of chosen.ids) rehearsal.ring.enter(id);
  for (const by of chosen.bindings) rehearsal.ring.endRisk(by);
  crowded(rehearsal, [...path, step.kind]);
  return { deed: { act: step.kind, who: chosen.who }, ...bindingOf(step, chosen) };
}

function bindingOf(step: Step, chosen: Chosen): { readonly binding?: Binding } {
  return step.as === undefined ? {} : { binding: { who: chosen.who, ids: chosen.ids, by: riskWords(step) } };
}

function riskWords({ kind, as: name }: Step): string {
  const named = name === undefined ? '' : ` (as: ${name})`;
  return `an earlier ${kind}${named}`;
}

/** More than may run? */
export function crowded({ ring, scenario, faults }: Rehearsal, path: Path): void {
  const running = ring.running();
  if (running <= scenario.peersMax) return;
  faults.push({
    path,
    end: 'key',
    message: `${running} peers would run by then, and ${scenario.peersMax} may; stop some before, or raise limits: {peers: ${running}}`,
  });
}
