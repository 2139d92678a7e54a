// What a verdict changes: the dead peer leaves every list of ours, and whatever waited for it goes on without it.

import { isSameContact, type Contact } from './contact.ts';
import { rewatch } from './detector.ts';
import { dropHead, startStabilize } from './stabilize.ts';
import { latestLife, withoutSilent } from './lists.ts';
import { setPred, setSucc } from './neighbours.ts';
import type { Millis } from './state.ts';
import { suspectAll } from './suspects.ts';
import type { Turn } from './turn.ts';
import { askTwin, askWhetherAlive } from './twin.ts';

const silentMax = 64;

/** Our own verdict on a peer: it is dead, `afterMs` after the first question it did not answer. */
export function bury(turn: Turn, contact: Contact, afterMs: Millis): void {
  // What was sent to it is repeated after ever longer pauses; should it come back, a fresh connection is quicker.
  turn.effects.push({ kind: 'hang-up', to: contact.address });
  removeDead(turn, contact, afterMs);
  suspectAll(turn);
}

/** A later life speaks from the same address, and does not take part yet: the former one is dead. */
export function buryFormerLife(turn: Turn, later: Contact): void {
  const former = turn.state.watches.find(
    ({ contact: { id, epoch, address } }) =>
      id === later.id && epoch < later.epoch && address === later.address,
  );
  if (former !== undefined) removeDead(turn, former.contact, turn.now - (former.askedAt ?? turn.now));
}

function removeDead(turn: Turn, contact: Contact, afterMs: Millis): void {
  const isDead = ({ id, epoch }: Contact): boolean => id === contact.id && epoch <= contact.epoch;
  const [head] = turn.state.succ;
  const [nearest] = turn.state.pred;
  const isOurs = isOfOurs(turn, contact);
  holdSilent(turn, contact);
  if (isOurs) turn.announce({ event: 'died', peer: contact.id, afterMs });
  turn.set({ fingers: turn.state.fingers.filter((finger) => !isDead(finger.contact)) });
  rewatch(turn);
  if (nearest !== undefined && isDead(nearest)) setPred(turn, heirOf(turn, contact), null);
  if (head !== undefined && isDead(head)) return dropHead(turn, [], 'died', contact.id);
  const rest = turn.state.succ.filter((each) => !isDead(each));
  setSucc(turn, rest, 'died', contact.id);
  // The question went to a former life of our head: ask the present one.
  const { op } = turn.state;
  if (op?.kind !== 'stabilize' || !isDead(op.head)) return;
  turn.set({ op: undefined });
  startStabilize(turn, 'stabilize', null);
}

/** Is its death a matter of the ring around us? Somebody at ours may have asked after a life that was over long ago. */
function isOfOurs({ state: { succ, pred, watches } }: Turn, contact: Contact): boolean {
  const watch = watches.find((each) => isSameContact(each.contact, contact));
  const isListed = ({ id, epoch }: Contact): boolean => id === contact.id && epoch <= contact.epoch;
  return watch?.isForHost !== true || [...succ, ...pred].some(isListed);
}

/** Who becomes our pred when `gone` is: whoever asked for it meanwhile, in its present life. */
export function heirOf(turn: Turn, gone: Contact): Contact | undefined {
  const { rectifier } = turn.state;
  const isFit = rectifier !== undefined && rectifier.id !== gone.id;
  return isFit && isSameContact(latestLife(turn.state, rectifier), rectifier) ? rectifier : undefined;
}

/** Keeps in mind that this peer is silent, so that nobody's old list brings it back before it is heard again. */
export function holdSilent(turn: Turn, contact: Contact, hasLeft: boolean = false): void {
  const { pingMs } = turn.state.options;
  const [until, askAt] = [turn.now + 10 * pingMs, turn.now + pingMs];
  const others = turn.state.silent.filter((each) => each.contact.id !== contact.id && each.until > turn.now);
  turn.set({ silent: [...others, { contact, hasLeft, until, askAt }].slice(-silentMax) });
}

/**
 * What we believe of a live peer's list: not those whom we hold dead. But that somebody names them may mean that they live:
 * each is asked, at most once an interval, and is back as soon as it answers.
 */
export function believed(turn: Turn, list: readonly Contact[]): readonly Contact[] {
  const { silent, options } = turn.state;
  askTwin(turn, list);
  if (silent.length === 0) return list;
  const doubted = silent.filter(
    ({ contact, hasLeft, askAt }) =>
      !hasLeft &&
      askAt <= turn.now &&
      list.some(({ id, epoch }) => id === contact.id && epoch <= contact.epoch),
  );
  for (const { contact } of doubted) askWhetherAlive(turn, contact);
  if (doubted.length > 0) {
    const askAt = turn.now + options.pingMs;
    turn.set({ silent: silent.map((each) => (doubted.includes(each) ? { ...each, askAt } : each)) });
  }
  return withoutSilent(turn.state, list);
}

/** A peer that we held dead was heard: our verdict was wrong, or it came back. */
export function revive(turn: Turn, contact: Contact): void {
  const { silent } = turn.state;
  if (!silent.some((each) => each.contact.id === contact.id && each.contact.epoch <= contact.epoch)) return;
  turn.set({ silent: silent.filter((each) => each.contact.id !== contact.id) });
  turn.announce({ event: 'revived', peer: contact.id });
}
