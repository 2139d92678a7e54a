// Merge heals partitions and loopy rings, which plain Chord never does: ask somebody outside our lists for the place of our own id as its ring sees it.

import type { Address, Contact } from './contact.ts';
import { startLookup } from './lookup.ts';
import { sizeEstimate } from './routing.ts';
import { considerCandidate } from './stabilize.ts';
import type { RingState } from './state.ts';
import type { Turn } from './turn.ts';

const everyMs = 5_000;
const quietEveryMs = 30_000;
const quietAfterMs = 600_000;
const againMs = 200;
/** Those who are dead, or are found to be of our own ring, cost no rest: so long after one that says nothing comes the next, up to so many in a row. */
const patienceMs = 1_000;
const rowMax = 8;
/** Rings of up to so many peers are asked by everybody each time. */
const askersAtOnce = 128;

/** How often our own ring is asked although there are strangers, and those of it although there are others. */
const ownShare = 0.25;

/**
 * Asks one known peer after the other that is not in our successor list, the dead ones included; pred may be asked. Those come first who were
 * not found in our own ring when they were asked last. Now and then the question goes round our own ring instead: where that winds more than
 * once, it comes by our place before it comes to us.
 */
export function mergeTick(turn: Turn): void {
  const { state, now } = turn;
  if (state.mergeAt > now) return;
  rest(turn);
  if (state.phase !== 'member' && state.phase !== 'isolated') return;
  const strangers = strangersOf(turn);
  const isOwn = turn.chance() < ownShare || strangers.length === 0;
  // In turn, so that the one who knows the other ring is not left to luck.
  const chosen = isOwn ? state.succ.at(-1) : strangers[state.mergeTurn % strangers.length];
  if (!isOwn) turn.set({ mergeTurn: state.mergeTurn + 1 });
  if (!isOwn && isInRow(turn.state)) turn.set({ mergeAt: now + patienceMs });
  if (chosen !== undefined) askForOurPlace(turn, chosen);
}

function strangersOf(turn: Turn): readonly Contact[] {
  const { self, succ, known, united } = turn.state;
  const all = [...known.values()].filter(({ id }) => id !== self.id && !succ.some((each) => each.id === id));
  const apart = all.filter(({ id }) => !united.has(id));
  return apart.length === 0 || turn.chance() < ownShare ? all : apart;
}

/** Until the next row begins. */
function rest(turn: Turn): void {
  const { state, now } = turn;
  const pauseMs = now - state.quietSince >= quietAfterMs ? quietEveryMs : everyMs;
  turn.set({ mergeAt: now + turn.jitter(pauseMs * share(state)) });
}

/** Of a large ring many ask at once, and one that finds the other ring is enough. */
function share(state: RingState): number {
  return Math.max(1, sizeEstimate(state) / askersAtOnce);
}

/** Is the next one asked without a rest? In a large ring others ask meanwhile. */
function isInRow(state: RingState): boolean {
  return state.mergeTurn % rowMax !== 0 && share(state) === 1;
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
  const { self, pred } = turn.state;
  const head = succ[0] ?? place;
  const isOurs = place.id === self.id || head.id === self.id;
  const isNews = setUnited(turn, via, isOurs);
  if (isOurs) return isNews && isInRow(turn.state) ? goOn(turn) : rest(turn);
  considerCandidate(turn, head, 'merge');
  turn.send(head, { kind: 'notify', pred: pred[0] ?? null });
  turn.send(place, { kind: 'candidate' });
  turn.set({ mergeAt: turn.now + turn.jitter(againMs) });
}

/** The known peer at `via` did not answer: keep asking at the quick pace, and the next in the row now. */
export function onMergeFailed(turn: Turn, via: Address | undefined): void {
  setUnited(turn, via, false);
  turn.set({ quietSince: turn.now });
  if (isInRow(turn.state)) goOn(turn);
}

/** The next one at once. */
function goOn(turn: Turn): void {
  turn.set({ mergeAt: Math.min(turn.state.mergeAt, turn.now + againMs) });
}

/** Remembers whether the known peer at that address is of our own ring. Is that news? */
function setUnited(turn: Turn, via: Address | undefined, isOurs: boolean): boolean {
  const { known, united } = turn.state;
  const asked = [...known.values()].find(({ address }) => address === via);
  if (asked === undefined || united.has(asked.id) === isOurs) return false;
  const others = [...united].filter((id) => id !== asked.id && known.has(id));
  turn.set({ united: new Set(isOurs ? [...others, asked.id] : others) });
  return true;
}
