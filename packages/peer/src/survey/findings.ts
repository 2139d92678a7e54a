// Compares each judged member's lists with what the sorted circle says they should be, slot by slot.

import type { Contact } from '../ring/contact.ts';
import type { Identifier } from '../ring/space.ts';
import { expectedLists, predecessorsMax } from './expected.ts';
import type { RollCall } from './roll-call.ts';
import type { Finding, FindingReason } from './verdict.ts';

export function findingsOf(roll: RollCall): readonly Finding[] {
  const outside = new Set(roll.outsiders.map((each) => each.id));
  const found: Finding[] = [];
  for (const [place, peer] of roll.live.entries()) {
    const status = roll.statuses.get(peer);
    if (status === undefined || !roll.judged.has(peer)) continue;
    const expected = expectedLists(roll.live, place, status.successorsMax);
    compare('succ', status.succ, expected.succ);
    compare('pred', status.pred.slice(0, predecessorsMax), expected.pred);

    function compare(list: Finding['list'], said: readonly Contact[], should: readonly Identifier[]): void {
      for (let slot = 0; slot < Math.max(said.length, should.length); slot += 1) {
        const contact = said[slot];
        const right = should[slot];
        const why = reasonAgainst(contact, right, roll, outside);
        if (why === undefined) continue;
        found.push({ peer, list, slot, says: contact?.id ?? null, should: right ?? null, why });
      }
    }
  }
  return found;
}

function reasonAgainst(
  contact: Contact | undefined,
  right: Identifier | undefined,
  roll: RollCall,
  outside: ReadonlySet<Identifier>,
): FindingReason | undefined {
  if (contact === undefined) return right === undefined ? undefined : 'missing';
  const status = roll.statuses.get(contact.id);
  if (status === undefined) return outside.has(contact.id) ? 'no-member' : 'gone';
  if (right === undefined) return 'surplus';
  if (contact.id !== right) return 'other';
  // Epoch 0 is a contact that was named to us and never heard; it is no claim about a life.
  return contact.epoch > 0 && contact.epoch < status.epoch ? 'former-life' : undefined;
}
