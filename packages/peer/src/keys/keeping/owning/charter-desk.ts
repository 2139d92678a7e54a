// The charter on its way to the disk: who relies on what it says is answered when it is there, and not before.

import type { Contact } from '../../../ring/contact.ts';
import type { Charter } from './charter.ts';
import type { KeeperMessage } from '../message.ts';
import type { KeeperTurn } from '../turn.ts';

/** Changes the charter; `tail` is sent once it is on the disk. */
export function setCharter(
  turn: KeeperTurn,
  charter: Charter,
  tail?: { readonly to: Contact; readonly message: KeeperMessage },
): void {
  const { charterTails, view } = turn.state;
  const near = [...(view.pred === undefined ? [] : [view.pred]), ...view.succ].map(({ id }) => id);
  turn.set({
    charter: { ...charter, near },
    isCharterDirty: true,
    charterTails: tail === undefined ? charterTails : [...charterTails, tail],
  });
  save(turn);
}

/** One at a time: what changes meanwhile goes with the next one. */
function save(turn: KeeperTurn): void {
  const { charterSave, charterTails, charter, isCharterDirty } = turn.state;
  if (charterSave !== undefined || !isCharterDirty) return;
  const token = turn.nextN();
  turn.set({ charterSave: { token, tails: charterTails }, charterTails: [], isCharterDirty: false });
  turn.effects.push({ kind: 'save-charter', token, charter });
}

/** It is on the disk, or could not be written: then nobody is answered, and asks again. */
export function onCharterSaved(turn: KeeperTurn, token: number, isDone: boolean): boolean {
  const { charterSave } = turn.state;
  if (charterSave?.token !== token) return false;
  turn.set({ charterSave: undefined, isCharterDirty: turn.state.isCharterDirty || !isDone });
  if (isDone) {
    for (const { to, message } of charterSave.tails) turn.send(to, message);
    save(turn);
  }
  return true;
}
