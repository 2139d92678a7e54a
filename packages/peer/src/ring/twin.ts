// Two processes of one id. Whom the others know by the higher epoch goes on; the other one hears of it, sees for itself, and stops (FENCED).

import type { Contact } from './contact.ts';
import type { Message } from './message.ts';
import type { Turn } from './turn.ts';

/** What is answered by telling; whatever else it says is dropped without a word. */
const questions: ReadonlySet<Message['kind']> = new Set(['ping', 'ask-state', 'ask-change', 'find']);

/** A question out of turn; any answer counts. */
export function askWhetherAlive(turn: Turn, contact: Contact): void {
  const message = { kind: 'ping', n: turn.nextN(), pred: turn.state.pred[0] ?? null, succ: [] } as const;
  turn.send(contact, message, 'datagram');
}

/** Does somebody else go by our own id, in a later life? Its answer proves it, and ends us. */
export function askTwin(turn: Turn, list: readonly Contact[]): void {
  const { self } = turn.state;
  const twin = list.find(({ id, epoch }) => id === self.id && epoch > self.epoch);
  if (twin !== undefined && twin.address !== self.address) askWhetherAlive(turn, twin);
}

/** It may still live while another process has its id. Nobody listens to it any more, and it should know why. */
export function tellSuperseded(turn: Turn, former: Contact, kind: Message['kind']): void {
  const by = turn.state.known.get(former.id);
  if (!questions.has(kind) || by === undefined || by.address === former.address) return;
  turn.send(former, { kind: 'superseded', by }, 'datagram');
}

/** A later life of ours was proved: stop serving. */
export function fence(turn: Turn, later: Contact): void {
  const message = `a later start of peer ${later.id} runs at ${later.address}; this one has stopped`;
  turn.set({ phase: 'fenced', watches: [], lookups: [] });
  turn.announce({ event: 'trouble', code: 'fenced', message });
  turn.effects.push({ kind: 'end', why: 'fenced', message });
}
