// Merge heals partitions and loopy rings, which plain Chord never does: ask somebody outside our lists for the place of our own id as its ring sees it.

import type { Contact } from './contact.ts';
import { startLookup } from './lookup.ts';
import { sizeEstimate } from './routing.ts';
import { considerCandidate } from './stabilize.ts';
import type { Turn } from './turn.ts';

const everyMs = 5_000;
const quietEveryMs = 30_000;
const quietAfterMs = 600_000;
const againMs = 200;
/** Rings of up to so many peers are asked by everybody each time. */
const askersAtOnce = 128;

/** How often our own ring is asked although there are strangers. */
const ownShare = 0.25;

/**
 * Asks one known peer after the other that is not in our successor list, the dead ones included; pred may be asked. Now and then the
 * question goes round our own ring instead: where that winds more than once, it comes by our place before it comes to us.
 */
export function mergeTick(turn: Turn): void {
  const { state, now } = turn;
  if (state.mergeAt > now) return;
  const isQuiet = now - state.quietSince >= quietAfterMs;
  // Of a large ring many ask at once, and one that finds the other ring is enough.
  const share = Math.max(1, sizeEstimate(state) / askersAtOnce);
  turn.set({ mergeAt: now + turn.jitter((isQuiet ? quietEveryMs : everyMs) * share) });
  if (state.phase !== 'member' && state.phase !== 'isolated') return;
  const strangers = [...state.known.values()].filter(
    (contact) => contact.id !== state.self.id && !state.succ.some((each) => each.id === contact.id),
  );
  const isOwn = turn.chance() < ownShare || strangers.length === 0;
  // In turn, so that the one who knows the other ring is not left to luck.
  const chosen = isOwn ? state.succ.at(-1) : strangers[state.mergeTurn % strangers.length];
  if (!isOwn) turn.set({ mergeTurn: state.mergeTurn + 1 });
  if (chosen !== undefined) askForOurPlace(turn, chosen);
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

/** That ring would put us between `place` and the head of its list. */
export function onMergeFound(turn: Turn, place: Contact, succ: readonly Contact[]): void {
  const { self, pred } = turn.state;
  const head = succ[0] ?? place;
  if (place.id === self.id || head.id === self.id) return;
  considerCandidate(turn, head, 'merge');
  turn.send(head, { kind: 'notify', pred: pred[0] ?? null });
  turn.send(place, { kind: 'candidate' });
  turn.set({ mergeAt: turn.now + turn.jitter(againMs) });
}

/** A known peer did not answer: keep asking at the quick pace. */
export function onMergeFailed(turn: Turn): void {
  turn.set({ quietSince: turn.now });
}
