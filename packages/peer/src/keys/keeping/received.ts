// What other keepers say, and who hears it: one line a message.

import type { Contact } from '../../ring/contact.ts';
import { answered } from './asks.ts';
import { onMoved, onRefused, onStored, onValue } from './serving/call-answers.ts';
import { onDepart, onRelieved } from './owning/depart.ts';
import { onClaim, onCopy, onOpen, onWhole } from './owning/grant.ts';
import type { KeeperMessage } from './message.ts';
import { onAbandon, onCommit, onReplicate } from './serving/replica.ts';
import { onAskHeld, onHeld, onRequest, onStore } from './serving/request.ts';
import { onCollect } from './copying/serve.ts';
import { onOffer } from './owning/offer.ts';
import { onDifferences, onDigest } from './copying/sync.ts';
import { onCopied } from './owning/tenure.ts';
import type { KeeperTurn } from './turn.ts';
import { onValues } from './copying/want.ts';
import { onCommitted, onDeclined, onPrepared } from './serving/write-answers.ts';
import { onContested, onGranted } from './owning/claim.ts';
import { onOpened } from './owning/opening.ts';

export function received(turn: KeeperTurn, from: Contact, message: KeeperMessage): void {
  switch (message.kind) {
    case 'claim':
      return onClaim(turn, from, message);
    case 'granted':
      return onGranted(turn, from, message);
    case 'contested':
      return onContested(turn, from, message);
    case 'open':
      return onOpen(turn, from, message);
    case 'opened':
      return onOpened(turn, from, message);
    case 'copy':
      return onCopy(turn, from, message);
    case 'copied':
      return onCopied(turn, from, message);
    case 'whole':
      return onWhole(turn, from, message);
    case 'digest':
      return onDigest(turn, from, message);
    case 'differences':
      return onDifferences(turn, from, message);
    case 'collect':
      return onCollect(turn, from, message);
    case 'values':
      return onValues(turn, from, message);
    case 'replicate':
      return onReplicate(turn, from, message);
    case 'prepared':
      return onPrepared(turn, from, message);
    case 'commit':
      return onCommit(turn, from, message);
    case 'committed':
      return onCommitted(turn, from, message);
    case 'declined':
      return onDeclined(turn, from, message);
    case 'abandon':
      return onAbandon(turn, message);
    case 'ask-held':
      return onAskHeld(turn, from, message);
    case 'held':
      return onHeld(turn, from, message);
    case 'depart':
      return onDepart(turn, from, message);
    case 'relieved':
      return onRelieved(turn, from, message);
    case 'offer':
      return onOffer(turn, from, message);
    case 'whole-heard':
    case 'offer-heard':
      return void answered(turn, from, message);
    case 'store':
      return onStore(turn, from, message);
    case 'stored':
      return onStored(turn, from, message);
    case 'request':
      return onRequest(turn, from, message);
    case 'value':
      return onValue(turn, from, message);
    case 'moved':
      return onMoved(turn, from, message);
    case 'refused':
      return onRefused(turn, from, message);
  }
}
