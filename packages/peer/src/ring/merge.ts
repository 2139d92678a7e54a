// Merge heals partitions and loopy rings, which plain Chord never does: ask somebody outside our lists for the place of our own id as its ring sees it.

import type { Address, Contact } from './contact.ts';
import { startLookup } from './lookup.ts';
import { sizeEstimate } from './routing.ts';
import { considerCandidate } from './stabilize.ts';
import type { Merging, Millis, RingState } from './state.ts';
import type { Turn } from './turn.ts';

const everyMs = 5_000;
const quietEveryMs = 30_000;
const quietAfterMs = 600_000;
/** However large the ring is held to be. */
const shareMaxMs = 60_000;
const againMs = 200;
/** Those who are dead, or are found to be of our own ring, cost no rest: so long after one that says nothing comes the next, up to so many in a row. */
const patienceMs = 500;
const rowMax = 8;
/** Rings of up to so many peers are asked by everybody each time. */
const askersAtOnce = 96;
/** Every so many rows one begins with our own ring, and in another one everybody is a stranger. */
const cycle = 4;
const turnsMax = 1_024;

function change(turn: Turn, part: Partial<Merging>): void {
  turn.set({ merge: { ...turn.state.merge, ...part } });
}

/** The first row begins at `at`; with whom, differs from peer to peer. */
export function startMerging(turn: Turn, at: Millis): void {
  const first = Math.floor(turnsMax * turn.chance());
  change(turn, { at, turn: first, rows: first % cycle, asked: 0, quietSince: turn.now });
}

/**
 * Asks one known peer after the other that is not in our successor list, the dead ones included; pred may be asked. Those come first who were
 * not found in our own ring when they were asked last. Now and then the question first goes round our own ring: where that winds more than
 * once, it comes by our place before it comes to us.
 */
export function mergeTick(turn: Turn): void {
  const { state, now } = turn;
  const { merge, phase, succ } = state;
  if (merge.at > now) return;
  if (phase !== 'member' && phase !== 'isolated') return rest(turn);
  const strangers = strangersOf(state);
  const isOwn = strangers.length === 0 || (merge.rows % cycle === 0 && merge.asked === 0);
  // In turn, so that the one who knows the other ring is not left to luck.
  const chosen = isOwn ? succ.at(-1) : strangers[merge.turn % strangers.length];
  change(turn, { asked: merge.asked + 1, turn: merge.turn + (isOwn ? 0 : 1) });
  if (strangers.length > 0 && isInRow(turn.state)) change(turn, { at: now + patienceMs });
  else rest(turn);
  if (chosen !== undefined) askForOurPlace(turn, chosen);
}

function strangersOf({ self, succ, known, merge }: RingState): readonly Contact[] {
  const all = [...known.values()].filter(({ id }) => id !== self.id && !succ.some((each) => each.id === id));
  const apart = all.filter(({ id }) => !merge.united.has(id));
  return apart.length === 0 || merge.rows % cycle === 2 ? all : apart;
}

/** Until the next row begins. */
function rest(turn: Turn): void {
  const { state, now } = turn;
  const { rows, quietSince } = state.merge;
  const pauseMs = now - quietSince >= quietAfterMs ? quietEveryMs : everyMs;
  const sharedMs = Math.min(pauseMs * share(state), shareMaxMs);
  change(turn, { at: now + turn.jitter(sharedMs), rows: rows + 1, asked: 0 });
}

/** Of a large ring many ask at once, and one that finds the other ring is enough. */
function share(state: RingState): number {
  return Math.max(1, sizeEstimate(state) / askersAtOnce);
}

/** Is the next one asked without a rest? In a large ring others ask meanwhile. */
function isInRow(state: RingState): boolean {
  return state.merge.asked > 0 && state.merge.asked < rowMax && share(state) === 1;
}

/** Asks the ring that `contact` belongs to who should be next to us. */
export function askForOurPlace(turn: Turn, contact: Contact): void {
  const key = turn.state.self.id;
  startLookup(turn, {
    use: { kind: 'merge' },
    seek: 'place',
    key,
    purpose: 'upkeep',
    name: null,
    via: contact.address,
  });
}

/** The ring that was asked at `via` would put us between `place` and the head of its list. */
export function onMergeFound(
  turn: Turn,
  via: Address | undefined,
  place: Contact,
  succ: readonly Contact[],
): void {
  const { self, pred, succ: own } = turn.state;
  const head = succ[0] ?? place;
  const isOurs = place.id === self.id || head.id === self.id;
  const isNews = setUnited(turn, via, isOurs);
  if (isOurs) {
    // That our own list is of our ring says nothing of the strangers who come next.
    if (own.some(({ address }) => address === via)) return;
    return isNews && isInRow(turn.state) ? goOn(turn) : endRow(turn);
  }
  considerCandidate(turn, head, 'merge');
  turn.send(head, { kind: 'notify', pred: pred[0] ?? null });
  turn.send(place, { kind: 'candidate' });
  change(turn, { at: turn.now + turn.jitter(againMs) });
}

/** The known peer at `via` did not answer: keep asking at the quick pace, and the next in the row now. */
export function onMergeFailed(turn: Turn, via: Address | undefined): void {
  setUnited(turn, via, false);
  change(turn, { quietSince: turn.now });
  if (isInRow(turn.state)) goOn(turn);
}

/** The next one at once. */
function goOn(turn: Turn): void {
  change(turn, { at: Math.min(turn.state.merge.at, turn.now + againMs) });
}

/** There is nothing new to be found for now. */
function endRow(turn: Turn): void {
  if (isInRow(turn.state)) rest(turn);
}

/** Remembers whether the known peer at that address is of our own ring. Is that news? */
function setUnited(turn: Turn, via: Address | undefined, isOurs: boolean): boolean {
  const { known, merge } = turn.state;
  const { united } = merge;
  const asked = [...known.values()].find(({ address }) => address === via);
  if (asked === undefined || united.has(asked.id) === isOurs) return false;
  const others = [...united].filter((id) => id !== asked.id && known.has(id));
  change(turn, { united: new Set(isOurs ? [...others, asked.id] : others) });
  return true;
}
