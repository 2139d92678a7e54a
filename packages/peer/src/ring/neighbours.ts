// The only place where pred[] and succ[] change. Whoever changes them gets the version, the notices, the watches and the CHANGED message for nothing.

import { isSameContact, type Contact } from './contact.ts';
import { rewatch, startProbing } from './detector.ts';
import { idsOf, isHeldSilent, isSameList, latestLife } from './lists.ts';
import type { ChangeReason } from './notice.ts';
import { between, type Identifier } from './space.ts';
import type { Turn } from './turn.ts';

/** CHANGED goes out at most this often to each neighbour. */
const tellGapMs = 50;

/** Replaces the successor list. `by`: who caused it. Nothing happens when it is the same list. */
export function setSucc(
  turn: Turn,
  succ: readonly Contact[],
  reason: ChangeReason,
  by: Identifier | null,
): void {
  if (isSameList(turn.state.succ, succ)) return;
  doubtVanished(turn, succ);
  turn.set({
    succ,
    version: turn.state.version + 1,
    isAlone: turn.state.isAlone && succ.length === 0,
    given: [],
  });
  const [head] = succ;
  if (turn.state.phase === 'isolated' && head !== undefined) {
    turn.set({ phase: 'member' });
    turn.announce({
      event: 'phase-changed',
      phase: 'member',
      was: 'isolated',
      why: `peer ${head.id} answered`,
    });
  }
  announceSuccessors(turn, reason, by);
  changed(turn);
}

/** One of the first two that somebody else's list no longer holds may be dead: its word only begins our own probing. */
function doubtVanished(turn: Turn, succ: readonly Contact[]): void {
  for (const contact of turn.state.succ.slice(0, 2)) {
    const isHeld = succ.some((each) => each.id === contact.id);
    if (!isHeld && !isHeldSilent(turn.state, contact)) startProbing(turn, contact);
  }
}

/** Tells of a change among the first two. A slot that is merely not known yet, while lists grow, is no change. */
function announceSuccessors(turn: Turn, reason: ChangeReason, by: Identifier | null): void {
  // What `init` gave was told with the launch.
  if (reason === 'init') return;
  const { succ, announced } = turn.state;
  const isLoss = reason === 'died' || reason === 'left';
  const slot = [0, 1].find((index) => {
    const now = succ[index]?.id;
    return now !== announced[index] && (now !== undefined || isLoss);
  });
  if (slot === undefined) return;
  const ids = idsOf(succ.slice(0, 2));
  turn.set({ announced: ids });
  turn.announce({
    event: 'succ-changed',
    slot,
    from: announced[slot] ?? null,
    to: ids[slot] ?? null,
    succ: ids,
    reason,
    by,
  });
}

/** Replaces pred[0]; `beyond` is what it says of its own pred, and only ever shown to observers. */
export function setPred(turn: Turn, pred: Contact | undefined, beyond: Contact | null): void {
  const was = turn.state.pred[0];
  if (isSameContact(was, pred)) return learnBeyond(turn, beyond);
  turn.set({
    pred: pred === undefined ? [] : [pred],
    version: turn.state.version + 1,
    rectifier: undefined,
    beyondLeaver: undefined,
  });
  // Whoever was displaced still holds us for its successor; it learns at once that somebody is nearer.
  if (was !== undefined && pred !== undefined) turn.send(was, { kind: 'changed', pred });
  learnBeyond(turn, beyond);
  turn.announce({ event: 'pred-changed', pred: idsOf(turn.state.pred), from: was?.id ?? null });
  changed(turn);
}

/** Takes pred[1] from what pred[0] says. A contact that is out of order, or ourselves, is nobody. */
export function learnBeyond(turn: Turn, beyond: Contact | null): void {
  const { pred, self, options } = turn.state;
  const nearest = pred[0];
  if (nearest === undefined) return;
  const isOrdered =
    beyond !== null && beyond.id !== self.id && between(options.space, self.id, beyond.id, nearest.id);
  const next = isOrdered ? [nearest, latestLife(turn.state, beyond)] : [nearest];
  if (!isSameList(pred, next)) turn.set({ pred: next, version: turn.state.version + 1 });
}

/** A later life of a neighbour takes the place of the former one. */
export function renewContact(turn: Turn, contact: Contact): void {
  const renew = (list: readonly Contact[]): readonly Contact[] =>
    list.some((each) => each.id === contact.id && each.epoch < contact.epoch)
      ? list.map((each) => (each.id === contact.id ? contact : each))
      : list;
  const succ = renew(turn.state.succ);
  const pred = renew(turn.state.pred);
  if (succ === turn.state.succ && pred === turn.state.pred) return;
  turn.set({ succ, pred, version: turn.state.version + 1 });
  changed(turn);
}

function changed(turn: Turn): void {
  rewatch(turn);
  const { tellAt, toldAt } = turn.state;
  turn.set({ tellAt: Math.min(tellAt, Math.max(turn.now, toldAt + tellGapMs)) });
}

/** Sends the CHANGED that is due: once for all the changes of one step. */
export function tellNeighbours(turn: Turn): void {
  const { state, now } = turn;
  if (state.tellAt > now) return;
  const [pred] = state.pred;
  turn.set({ tellAt: Number.POSITIVE_INFINITY, toldAt: now, toldPred: pred });
  const [head] = state.succ;
  const message = { kind: 'changed', pred: pred ?? null } as const;
  if (pred !== undefined) turn.send(pred, message);
  // Our head has a use only for our pred, and a new one is notified of it.
  if (head !== undefined && head.id !== pred?.id && !isSameContact(pred, state.toldPred))
    turn.send(head, message);
}
