// What a keeper knows that has just started: what its disk says, and nothing of the ring.

import type { Contact } from '../../ring/contact.ts';
import { Ledger, type Entry } from '../ledger/index.ts';
import { dormantCharter, noCharter, type Charter } from './owning/charter.ts';
import type { KeeperOptions, KeeperState } from './state.ts';

/** What the disk held. */
export interface Kept {
  readonly entries: Iterable<Entry>;
  readonly charter: Charter | undefined;
}

/** The first round for what belongs elsewhere: when the ring has had time to settle. */
const firstStrayMs = 5_000;
const numbersMax = 2 ** 15;

/** The state before the first input. `seed` feeds its own chance; `now` is the host's clock. */
export function initialKeeper(
  options: KeeperOptions,
  self: Contact,
  { entries, charter }: Kept,
  seed: number,
  now: number,
): KeeperState {
  return {
    options,
    self,
    startedAt: now,
    awakeSince: now,
    absence: undefined,
    pulseAt: now,
    view: { phase: 'idle', pred: undefined, succ: [], silent: [], isAlone: false },
    lives: new Map(),
    ledger: new Ledger(entries),
    charter: charter === undefined ? noCharter : dormantCharter(charter),
    charterTails: [],
    charterSave: undefined,
    isCharterDirty: false,
    tenure: undefined,
    bid: undefined,
    lastTerm: 0,
    asks: [],
    syncs: [],
    wants: new Map(),
    missing: new Map(),
    works: new Map(),
    writes: new Map(),
    queue: [],
    refused: [],
    staged: new Map(),
    waiting: [],
    calls: new Map(),
    claims: [],
    hint: null,
    witnesses: [],
    departing: new Map(),
    departure: undefined,
    strays: new Map(),
    countedAt: new Map(),
    strayAt: now + firstStrayMs,
    strayFind: undefined,
    strayFrom: undefined,
    // Questions of this life are numbered from another place than those of the one before.
    nextN: 1 + Math.floor(((seed % 997) / 997) * numbersMax),
    random: seed,
  };
}
