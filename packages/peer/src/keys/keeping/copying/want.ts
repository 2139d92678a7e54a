// Versions that somebody has and this peer lacks: asked for in bundles, kept on the disk, and only then counted as held.

import { isSameContact, type Contact } from '../../../ring/contact.ts';
import {
  holdsKey,
  isConflict,
  isNewer,
  isSameStamp,
  stampOf,
  type Entry,
  type Item,
  type Territory,
} from '../../ledger/index.ts';
import { answered, ask, isGone } from '../asks.ts';
import type { Ending } from '../input.ts';
import type { Said } from '../message.ts';
import { slotOf } from '../serving/slot.ts';
import type { KeeperState } from '../state.ts';
import { forgetSyncs } from './sync.ts';
import type { KeeperTurn } from '../turn.ts';
import type { Missing, Want } from './copying-state.ts';
import type { Identifier } from '../../../ring/space.ts';

const bundleMax = 32;
/** Questions to one peer at a time, and large values from all together. */
const bundlesAtOnce = 2;
const largeAtOnce = 4;
const againMs = 500;

/** This version is at `source`. */
export function want(turn: KeeperTurn, { name, key, stamp }: Item, source: Contact): void {
  const { wants, ledger } = turn.state;
  const held = ledger.get(name);
  const wanted = wants.get(name);
  if (held !== undefined && !isNewer(stamp, stampOf(held))) return;
  if (wanted !== undefined && isNewer(wanted.stamp, stamp)) return;
  // An older one must not take the place of what we only lack.
  const lacked = turn.state.missing.get(name)?.version;
  if (lacked !== undefined && isNewer(lacked, stamp)) return;
  const isKnown = wanted !== undefined && isSameStamp(wanted.stamp, stamp);
  const sources = isKnown ? [...wanted.sources.filter(({ id }) => id !== source.id), source] : [source];
  const under = isKnown ? wanted.under : undefined;
  const isUrgent = wanted?.isUrgent ?? false;
  setWant(turn, { name, key, stamp, sources, under, isUrgent, againAt: turn.now });
}

function setWant(turn: KeeperTurn, wanted: Want): void {
  turn.set({ wants: new Map(turn.state.wants).set(wanted.name, wanted) });
}

export function dropWant(turn: KeeperTurn, name: string): void {
  const wants = new Map(turn.state.wants);
  wants.delete(name);
  turn.set({ wants });
}

/** A client waits for it: it is asked for before the others. */
export function hurry(turn: KeeperTurn, name: string): void {
  const wanted = turn.state.wants.get(name);
  if (wanted !== undefined && !wanted.isUrgent) setWant(turn, { ...wanted, isUrgent: true });
}

export function wantsIn({ wants }: KeeperState, territory: Territory): readonly Want[] {
  if (wants.size === 0) return [];
  return [...wants.values()].filter(({ key }) => holdsKey(territory, key));
}

/** What was asked of somebody who is gone is not on its way any more. */
export function releaseWants(turn: KeeperTurn): void {
  const { wants, asks, works } = turn.state;
  if (wants.size === 0) return;
  const isUnder = (n: number | undefined): boolean =>
    n === undefined || works.has(n) || asks.some((each) => each.n === n);
  const next = new Map(wants);
  for (const [name, wanted] of wants)
    if (!isUnder(wanted.under)) next.set(name, { ...wanted, under: undefined });
  turn.set({ wants: next });
}

/** Asks for as much as may be under way at once. Called at the end of every step. */
export function fetchTick(turn: KeeperTurn): void {
  const { wants } = turn.state;
  if (wants.size === 0) return;
  const idle = [...wants.values()].filter(({ under, againAt }) => under === undefined && againAt <= turn.now);
  if (idle.length === 0) return;
  const bundles = new Map<number, { readonly source: Contact; readonly names: string[] }>();
  for (const wanted of idle.toSorted((a, b) => Number(b.isUrgent) - Number(a.isUrgent))) {
    const source = wanted.sources.find((contact) => !isGone(turn.state, contact));
    if (source === undefined) {
      lose(turn, wanted);
      continue;
    }
    const bundle = bundles.get(source.id) ?? { source, names: [] };
    if (bundle.names.length < bundleMax) bundle.names.push(wanted.name);
    bundles.set(source.id, bundle);
  }
  for (const { source, names } of bundles.values()) fetchFrom(turn, source, names);
}

function fetchFrom(turn: KeeperTurn, source: Contact, names: readonly string[]): void {
  const asked = turn.state.asks.filter(
    ({ to, message }) => message.kind === 'collect' && isSameContact(to, source),
  );
  if (asked.length >= bundlesAtOnce) return;
  const n = turn.nextN();
  const wants = new Map(turn.state.wants);
  for (const name of names) {
    const wanted = wants.get(name);
    if (wanted !== undefined) wants.set(name, { ...wanted, under: n });
  }
  turn.set({ wants });
  ask(turn, source, { kind: 'collect', n, names });
}

/** Nobody has it any more who was said to. */
function lose(turn: KeeperTurn, { name, key, stamp }: Want): void {
  dropWant(turn, name);
  const { knew } = turn.state.missing.get(name)?.version ?? { knew: [] };
  miss(turn, name, { key, version: { ...stamp, knew } });
  // A copy without it is none: the owner asks for another one.
  forgetSyncs(turn, ({ use, territory }) => use === 'copy' && holdsKey(territory, key));
}

/** This version existed: no older one is the newest. */
export function miss(turn: KeeperTurn, name: string, missing: Missing): void {
  turn.set({ missing: new Map(turn.state.missing).set(name, missing) });
}

/** Whoever owns them now finds out for itself. */
export function forgetMissing(turn: KeeperTurn, isOurs: (key: Identifier) => boolean): void {
  const { missing } = turn.state;
  if (missing.size === 0) return;
  turn.set({ missing: new Map([...missing].filter(([, { key }]) => isOurs(key))) });
}

export function onValues(
  turn: KeeperTurn,
  from: Contact,
  { n, values, large, absent }: Said<'values'>,
): void {
  if (!answered(turn, from, n)) return;
  for (const { entry, bytes } of values) {
    if (isWanted(turn, entry)) keep(turn, entry, { bytes });
    else withoutSource(turn, entry.name, from);
  }
  for (const entry of large) {
    if (isWanted(turn, entry)) receive(turn, entry, from);
    else withoutSource(turn, entry.name, from);
  }
  for (const name of absent) withoutSource(turn, name, from);
  // What did not fit into the answer is asked for again.
  for (const wanted of turn.state.wants.values()) {
    if (wanted.under === n) setWant(turn, { ...wanted, under: undefined });
  }
}

/** It may be newer by now than what was asked for; never older. */
function isWanted(turn: KeeperTurn, entry: Entry): boolean {
  const wanted = turn.state.wants.get(entry.name);
  return wanted !== undefined && wanted.key === entry.key && !isNewer(wanted.stamp, stampOf(entry));
}

function withoutSource(turn: KeeperTurn, name: string, source: Contact): void {
  const wanted = turn.state.wants.get(name);
  if (wanted === undefined) return;
  const sources = wanted.sources.filter(({ id }) => id !== source.id);
  setWant(turn, { ...wanted, sources, under: undefined, againAt: turn.now });
}

function receive(turn: KeeperTurn, entry: Entry, from: Contact): void {
  const under = [...turn.state.works.values()].filter(({ kind }) => kind === 'receive');
  const wanted = turn.state.wants.get(entry.name);
  if (wanted === undefined) return;
  if (under.length >= largeAtOnce)
    return setWant(turn, { ...wanted, under: undefined, againAt: turn.now + againMs });
  const token = turn.begin({ kind: 'receive', entry, from });
  setWant(turn, { ...wanted, under: token });
  turn.effects.push({ kind: 'receive', token, from, id: slotOf(entry), entry });
}

/** The bytes of a large value have come, or not. */
export function onReceived(turn: KeeperTurn, entry: Entry, from: Contact, ending: Ending): void {
  if (ending.kind === 'done' && isWanted(turn, entry)) return keep(turn, entry, { parked: slotOf(entry) });
  const wanted = turn.state.wants.get(entry.name);
  if (wanted === undefined) return;
  const rest = wanted.sources.filter(({ id }) => id !== from.id);
  // The next one first; a lone source may have been busy.
  const sources = [...rest, from];
  setWant(turn, {
    ...wanted,
    sources,
    under: undefined,
    againAt: rest.length > 0 ? turn.now : turn.now + againMs,
  });
}

function keep(
  turn: KeeperTurn,
  entry: Entry,
  content: { readonly bytes: Uint8Array } | { readonly parked: string },
): void {
  const wanted = turn.state.wants.get(entry.name);
  const token = turn.begin({ kind: 'keep', entry });
  if (wanted !== undefined) setWant(turn, { ...wanted, stamp: stampOf(entry), under: token });
  turn.effects.push({ kind: 'keep', token, entry, content, former: formerOf(turn, entry) });
}

/** The loser of a conflict is kept aside, and said. */
export function formerOf(turn: KeeperTurn, entry: Entry): 'drop' | 'keep-aside' {
  const held = turn.state.ledger.get(entry.name);
  if (held === undefined || !isConflict(held.version, entry.version)) return 'drop';
  const message = `${entry.name} was stored twice by peers that did not know of each other: the version of peer ${held.version.by} gives way to that of peer ${entry.version.by}, and is kept aside`;
  turn.effects.push({ kind: 'announce', notice: { event: 'trouble', code: 'conflict', message } });
  return 'keep-aside';
}

/** It is on the disk, or cannot be. True: it is held. */
export function onKept(turn: KeeperTurn, entry: Entry, ending: Ending): boolean {
  const wanted = turn.state.wants.get(entry.name);
  if (ending.kind === 'failed') {
    if (wanted !== undefined) setWant(turn, { ...wanted, under: undefined, againAt: turn.now + againMs });
    return false;
  }
  hold(turn, entry);
  return true;
}

/** This version is on our disk. */
export function hold(turn: KeeperTurn, entry: Entry): void {
  const { ledger, wants } = turn.state;
  const held = ledger.get(entry.name);
  if (held === undefined || isNewer(stampOf(entry), stampOf(held))) ledger.put(entry);
  const wanted = wants.get(entry.name);
  if (wanted !== undefined && !isNewer(wanted.stamp, stampOf(entry))) dropWant(turn, entry.name);
  const missing = new Map(turn.state.missing);
  const lacked = missing.get(entry.name)?.version;
  if (lacked === undefined || isNewer(lacked, stampOf(entry))) return;
  missing.delete(entry.name);
  turn.set({ missing });
}
