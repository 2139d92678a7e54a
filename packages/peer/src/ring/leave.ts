// Leave: tell pred and head, wait for both, close. A leave is only a faster crash: nothing depends on its being heard.

import type { Address, Contact } from './contact.ts';
import { heirOf, holdSilent } from './bury.ts';
import { without } from './lists.ts';
import type { Message } from './message.ts';
import { setPred, setSucc } from './neighbours.ts';
import { takesPart } from './phase.ts';
import { dropHead } from './stabilize.ts';
import type { Turn } from './turn.ts';

const triesMax = 3;
const answerMs = 300;

/** Begins to leave; ends at once when there is nobody to tell, or (`isForced`) no time to wait for an answer. */
export function startLeave(turn: Turn, isForced: boolean): void {
  const { phase, pred, succ, beyondLeaver } = turn.state;
  if (phase === 'leaving' || phase === 'left') return;
  const others = takesPart(phase)
    ? [pred[0] ?? beyondLeaver, succ[0]].filter((contact) => contact !== undefined)
    : [];
  turn.set({
    phase: 'leaving',
    version: turn.state.version + 1,
    join: undefined,
    op: undefined,
    again: undefined,
    candidates: [],
  });
  turn.set({
    leave: {
      n: turn.nextN(),
      waitingFor: [...new Set(others.map((contact) => contact.address))],
      tries: 0,
      retryAt: turn.now,
    },
  });
  // The second predecessor is told as well, as in the assignment; nobody waits for it.
  const second = pred[1];
  if (second !== undefined && second.id !== succ[0]?.id) sendLeave(turn, second.address);
  leaveTick(turn);
  if (isForced && turn.state.phase === 'leaving') endLeave(turn);
}

function sendLeave(turn: Turn, to: Address): void {
  const { leave, pred, succ } = turn.state;
  turn.send(to, { kind: 'leave', n: leave?.n ?? 0, pred, succ });
}

/** Tells again whoever has not answered, three times at most. */
export function leaveTick(turn: Turn): void {
  const { leave } = turn.state;
  if (leave === undefined || leave.retryAt > turn.now) return;
  if (leave.waitingFor.length === 0 || leave.tries === triesMax) return endLeave(turn);
  turn.set({ leave: { ...leave, tries: leave.tries + 1, retryAt: turn.now + answerMs } });
  for (const address of leave.waitingFor) sendLeave(turn, address);
}

/** A neighbour heard us, or is not there to hear. */
export function onLeaveHeard(turn: Turn, address: Address, n: number): void {
  const { leave } = turn.state;
  if (leave === undefined || leave.n !== n) return;
  const waitingFor = leave.waitingFor.filter((each) => each !== address);
  turn.set({ leave: { ...leave, waitingFor } });
  if (waitingFor.length === 0) endLeave(turn);
}

function endLeave(turn: Turn): void {
  turn.set({ phase: 'left', leave: undefined, lookups: [], watches: [] });
  turn.announce({ event: 'phase-changed', phase: 'left', was: 'leaving', why: 'asked to leave' });
  turn.effects.push({ kind: 'end', why: 'left', message: 'left the ring' });
}

/** A neighbour is going. The new head is asked before it is notified. */
export function onLeave(turn: Turn, from: Contact, message: Extract<Message, { kind: 'leave' }>): void {
  const { self, succ, pred, known } = turn.state;
  turn.send(from, { kind: 'leave-heard', n: message.n });
  const isNeighbour = [...succ, ...pred.slice(0, 1)].some((contact) => contact.id === from.id);
  holdSilent(turn, from, true);
  turn.set({
    known: new Map([...known].filter(([id]) => id !== from.id)),
    fingers: turn.state.fingers.filter((finger) => finger.contact.id !== from.id),
  });
  if (!isNeighbour) return;
  turn.announce({ event: 'departed', peer: from.id });
  if (pred[0]?.id === from.id) {
    setPred(turn, heirOf(turn, from), null);
    if (turn.state.pred.length === 0)
      turn.set({ beyondLeaver: message.pred.find(({ id }) => id !== self.id) });
  }
  if (succ[0]?.id === from.id) return dropHead(turn, message.succ, 'left', from.id);
  setSucc(turn, without(succ, from.id), 'left', from.id);
}
