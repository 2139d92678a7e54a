// Giving other keepers the values they ask for. What turns out to be damaged is never given out, and is fetched anew from whoever has it.

import type { Contact } from '../../../ring/contact.ts';
import { holdsKey, stampOf, type Entry } from '../../ledger/index.ts';
import { knowledgeOf } from '../owning/charter.ts';
import type { KeeperInput } from '../input.ts';
import type { Said } from '../message.ts';
import type { KeeperState, Work } from '../state.ts';
import type { KeeperTurn } from '../turn.ts';
import { miss, want } from './want.ts';

/** Larger values travel by themselves. */
export const inlineMaxBytes = 32_768;
/** Values of one message, all together. */
const messageMaxBytes = 40_960;

export function onCollect(turn: KeeperTurn, from: Contact, { n, names }: Said<'collect'>): void {
  const { ledger } = turn.state;
  const absent: string[] = [];
  const large: Entry[] = [];
  const small: string[] = [];
  let bytes = 0;
  for (const name of names) {
    const entry = ledger.get(name);
    if (entry === undefined) absent.push(name);
    else if (entry.bytes > inlineMaxBytes) large.push(entry);
    else if (small.length === 0 || bytes + entry.bytes <= messageMaxBytes) {
      small.push(name);
      bytes += entry.bytes;
    }
  }
  if (small.length === 0) return turn.send(from, { kind: 'values', n, values: [], large, absent });
  const token = turn.begin({ kind: 'read-values', to: from, n, large, absent });
  turn.effects.push({ kind: 'read', token, names: small });
}

export function onReadForOther(
  turn: KeeperTurn,
  { to, n, large, absent }: Extract<Work, { kind: 'read-values' }>,
  { values, failed }: Extract<KeeperInput, { kind: 'read' }>,
): void {
  for (const { name, isDamaged } of failed) if (isDamaged) spoil(turn, name);
  const missing = [...absent, ...failed.map(({ name }) => name)];
  turn.send(to, { kind: 'values', n, values, large, absent: missing });
}

/** What this peer held under that name is damaged: a copy is wanted from the other holders. */
export function spoil(turn: KeeperTurn, name: string): void {
  const { ledger, self } = turn.state;
  const entry = ledger.get(name);
  if (entry === undefined) return;
  ledger.remove(name);
  miss(turn, name, { key: entry.key, version: entry.version });
  const message = `${name} was damaged on the disk of peer ${self.id} and is fetched from another one`;
  turn.effects.push({ kind: 'announce', notice: { event: 'trouble', code: 'damaged', message } });
  for (const source of sourcesOf(turn.state, entry))
    want(turn, { name, key: entry.key, stamp: stampOf(entry) }, source);
}

/** Who may have a copy: our holders, those who are leaving, and those behind them; or whoever owns it. */
function sourcesOf(
  { tenure, charter, self, departing, view, options }: KeeperState,
  { key }: Entry,
): readonly Contact[] {
  if (tenure !== undefined && holdsKey(tenure.territory, key)) {
    const leaving = [...departing.values()].map(({ contact }) => contact);
    const near = view.succ.slice(0, 2 * (options.replicas - 1));
    return [...new Map([...near, ...leaving, ...tenure.holders].map((each) => [each.id, each])).values()];
  }
  const { owner } = knowledgeOf(charter, key);
  return owner === null || owner.id === self.id ? [] : [owner];
}
