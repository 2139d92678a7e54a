// An envelope to bytes: one MessagePack array, `[version, ring, from, kind, ...fields]`. The order of fields here is the order in decode.ts.

import { Encoder } from '@msgpack/msgpack';
import type { Contact } from '../ring/index.ts';
import type { PeerStatus } from '../survey/status.ts';
import { packAddress } from './address.ts';
import { wireVersion, type Envelope, type WireMessage } from './envelope.ts';
import { isShaped, shapedFields } from './shaped/index.ts';
import { numberOfKind, phases, purposes, seeks, stuckCodes } from './words.ts';

const encoder = new Encoder();

/** The bytes of an envelope, without frame. */
export function encode(envelope: Envelope): Uint8Array {
  const { ring, from, message } = envelope;
  const sender = from === undefined ? null : contactFields(from);
  return encoder.encode([wireVersion, ring, sender, numberOfKind[message.kind], ...fieldsOf(message)]);
}

function contactFields(contact: Contact): unknown[] {
  return [contact.id, contact.epoch, packAddress(contact.address)];
}

function contactOrNull(contact: Contact | null): unknown[] | null {
  return contact === null ? null : contactFields(contact);
}

function fieldsOf(message: WireMessage): unknown[] {
  if (isShaped(message)) return shapedFields(message);
  switch (message.kind) {
    case 'ping':
      return [message.n, contactOrNull(message.pred), message.succ.map(contactFields)];
    case 'pong':
      return [message.n, phases.indexOf(message.phase), message.succ.map(contactFields)];
    case 'relay-ping':
      return [message.n, contactFields(message.asker), contactFields(message.target)];
    case 'relay-pong': {
      const { n, asker, target, phase, pred, succ } = message;
      const [from, about] = [contactFields(asker), contactFields(target)];
      return [n, from, about, phases.indexOf(phase), pred.map(contactFields), succ.map(contactFields)];
    }
    case 'ask-change':
      return [message.n, message.version];
    case 'state':
      return [
        message.n,
        message.version,
        phases.indexOf(message.phase),
        message.pred.map(contactFields),
        message.succ.map(contactFields),
      ];
    case 'notify':
    case 'changed':
      return [contactOrNull(message.pred)];
    case 'superseded':
      return [contactFields(message.by)];
    case 'candidate':
    case 'who':
      return [];
    case 'leave':
      return [message.n, message.pred.map(contactFields), message.succ.map(contactFields)];
    case 'find': {
      const { walk } = message;
      return [
        walk.n,
        walk.attempt,
        contactFields(walk.asker),
        seeks.indexOf(walk.seek),
        walk.key,
        purposes.indexOf(walk.purpose),
        walk.name,
        walk.route,
        walk.hopsLeft,
        walk.isFinal,
        walk.isTraced,
        walk.avoid,
      ];
    }
    case 'found': {
      const { n, seek, route, pred, succ } = message;
      return [n, seeks.indexOf(seek), route, pred.map(contactFields), succ.map(contactFields)];
    }
    case 'stuck':
      return [message.n, stuckCodes.indexOf(message.code), message.route];
    case 'passed':
      return [message.n, message.attempt, message.hop, message.to];
    case 'ask-state':
    case 'same':
    case 'not-member':
    case 'leave-heard':
    case 'caller':
    case 'hello':
    case 'ask-status':
      return [message.n];
    case 'status':
      return [message.n, ...statusFields(message.status)];
    case 'ask-lookup':
      return [message.n, message.name];
    case 'lookup-done':
      return [message.n, message.key, contactFields(message.owner), message.route];
    case 'failed':
      return [message.n, message.code, message.isDefinite, message.message, message.route];
  }
}

function statusFields(status: PeerStatus): unknown[] {
  return [
    contactFields(status),
    status.phase,
    status.version,
    status.pred.map(contactFields),
    status.succ.map(contactFields),
    status.keys,
    status.bytes,
    status.owned,
    status.ownedBytes,
    status.ring,
    status.bits,
    status.successorsMax,
    status.replicas,
    status.pingMs,
  ];
}
