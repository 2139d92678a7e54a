// Everybody who ever spoke to us as a member. Never taken for alive; asked when our list is exhausted, and for merging.

import type { Contact } from './contact.ts';
import { revive } from './bury.ts';
import { heard } from './detector.ts';
import { hasLeft, isHeldSilent } from './lists.ts';
import { renewContact } from './neighbours.ts';
import { onPredHeard } from './rectify.ts';
import { considerCandidate, renewQuestion } from './stabilize.ts';
import type { Turn } from './turn.ts';

const knownMax = 1_024;

/** A member spoke: it lives, in this epoch. */
export function learn(turn: Turn, contact: Contact): void {
  // Datagrams may overtake its good-bye.
  if (hasLeft(turn.state, contact)) return;
  const old = turn.state.known.get(contact.id);
  const isNews = old === undefined || old.epoch !== contact.epoch || old.address !== contact.address;
  if (isNews) remember(turn, contact);
  const wasSilent = isHeldSilent(turn.state, contact);
  revive(turn, contact);
  // No list of ours holds a life older than the one we know.
  if (isNews) renewContact(turn, contact);
  renewQuestion(turn, contact);
  heard(turn, contact);
  onPredHeard(turn, contact);
  if (wasSilent || turn.state.given[0] === contact.id)
    considerCandidate(turn, contact, wasSilent ? 'stabilize' : 'init');
}

function remember(turn: Turn, contact: Contact): void {
  const known = new Map(turn.state.known);
  const [oldest] = known.keys();
  if (known.size >= knownMax && oldest !== undefined && !known.has(contact.id)) known.delete(oldest);
  known.set(contact.id, contact);
  turn.set({ known });
}

/** Is this a former life of a peer that we have met again since? */
export function isFormerLife(turn: Turn, contact: Contact): boolean {
  return (turn.state.known.get(contact.id)?.epoch ?? 0) > contact.epoch;
}
