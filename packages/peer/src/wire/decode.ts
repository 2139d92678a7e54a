// Bytes to an envelope, or garbage with a reason. Total: nothing that comes from the network can make it throw.

import { Decoder } from '@msgpack/msgpack';
import type { IdentifierSpace } from '../ring/index.ts';
import type { PeerStatus } from '../survey/status.ts';
import { wireVersion, type Envelope, type WireMessage } from './envelope.ts';
import { Fields, routeMax } from './fields.ts';
import { frameMaxBytes } from './frame.ts';
import { shapedFrom } from './shaped/index.ts';
import { kinds, phases, purposes, seeks, stuckCodes } from './words.ts';

export type Decoded =
  | { readonly kind: 'envelope'; readonly envelope: Envelope }
  | { readonly kind: 'garbage'; readonly reason: string };

const nameMaxChars = 255;
const textMaxChars = 2_000;

const decoder = new Decoder({
  maxArrayLength: routeMax,
  maxMapLength: 0,
  maxStrLength: textMaxChars,
  maxBinLength: frameMaxBytes,
  maxExtLength: 0,
});

/** Reads one message. `space` checks the range of ids; an observer that does not know the ring's size leaves it out. */
export function decode(bytes: Uint8Array, space?: IdentifierSpace): Decoded {
  let values: unknown;
  try {
    values = decoder.decode(bytes);
  } catch {
    return { kind: 'garbage', reason: 'not a message at all' };
  }
  if (!Array.isArray(values) || values.length < 4) return { kind: 'garbage', reason: 'not a message at all' };
  const fields = new Fields(values, space);
  const version = fields.count('version');
  if (version !== wireVersion)
    return { kind: 'garbage', reason: `protocol version ${version}, not ${wireVersion}` };
  const ring = fields.text('ring', nameMaxChars);
  const from = fields.contactOrNull('sender') ?? undefined;
  const kind = fields.wordOrText('kind', kinds, 32);
  const message = messageFrom(kind, fields);
  if (message === undefined) return { kind: 'garbage', reason: `unknown kind ${JSON.stringify(kind)}` };
  if (fields.wrong !== undefined) return { kind: 'garbage', reason: `${kind}: bad ${fields.wrong}` };
  return { kind: 'envelope', envelope: { ring, from, message } };
}

function messageFrom(kind: string, fields: Fields): WireMessage | undefined {
  switch (kind) {
    case 'ping':
      return {
        kind,
        n: fields.count('n'),
        pred: fields.contactOrNull('pred'),
        succ: fields.contacts('succ'),
      };
    case 'pong':
      return {
        kind,
        n: fields.count('n'),
        phase: fields.word('phase', phases),
        succ: fields.contacts('succ'),
      };
    case 'relay-ping':
      return {
        kind,
        n: fields.count('n'),
        asker: fields.contact('asker'),
        target: fields.contact('target'),
      };
    case 'relay-pong':
      return {
        kind,
        n: fields.count('n'),
        asker: fields.contact('asker'),
        target: fields.contact('target'),
        phase: fields.word('phase', phases),
        pred: fields.contacts('pred'),
        succ: fields.contacts('succ'),
      };
    case 'ask-change':
      return { kind, n: fields.count('n'), version: fields.count('version') };
    case 'state':
      return {
        kind,
        n: fields.count('n'),
        version: fields.count('version'),
        phase: fields.word('phase', phases),
        pred: fields.contacts('pred'),
        succ: fields.contacts('succ'),
      };
    case 'notify':
    case 'changed':
      return { kind, pred: fields.contactOrNull('pred') };
    case 'superseded':
      return { kind, by: fields.contact('by') };
    case 'candidate':
      return { kind };
    case 'leave':
      return { kind, n: fields.count('n'), pred: fields.contacts('pred'), succ: fields.contacts('succ') };
    case 'find':
      return { kind, walk: walkFrom(fields) };
    case 'found':
      return {
        kind,
        n: fields.count('n'),
        seek: fields.word('seek', seeks),
        route: fields.ids('route', routeMax),
        pred: fields.contacts('pred'),
        succ: fields.contacts('succ'),
      };
    case 'stuck':
      return {
        kind,
        n: fields.count('n'),
        code: fields.word('code', stuckCodes),
        route: fields.ids('route', routeMax),
      };
    case 'passed':
      return {
        kind,
        n: fields.count('n'),
        attempt: fields.count('attempt'),
        hop: fields.count('hop'),
        to: fields.id('to'),
      };
    case 'ask-state':
    case 'same':
    case 'not-member':
    case 'leave-heard':
      return { kind, n: fields.count('n') };
    default:
      return hostMessageFrom(kind, fields);
  }
}

function walkFrom(fields: Fields): Extract<WireMessage, { kind: 'find' }>['walk'] {
  return {
    n: fields.count('n'),
    attempt: fields.count('attempt'),
    asker: fields.contact('asker'),
    seek: fields.word('seek', seeks),
    key: fields.id('key'),
    purpose: fields.word('purpose', purposes),
    name: fields.textOrNull('name', nameMaxChars),
    route: fields.ids('route', routeMax),
    hopsLeft: fields.count('hops left'),
    isFinal: fields.flag('final'),
    isTraced: fields.flag('traced'),
    avoid: fields.ids('avoid', routeMax),
  };
}

function hostMessageFrom(kind: string, fields: Fields): WireMessage | undefined {
  switch (kind) {
    case 'who':
      return { kind };
    case 'caller':
    case 'hello':
    case 'ask-status':
      return { kind, n: fields.count('n') };
    case 'status':
      return { kind, n: fields.count('n'), status: statusFrom(fields) };
    case 'ask-lookup':
      return { kind, n: fields.count('n'), name: fields.text('name', nameMaxChars) };
    case 'lookup-done':
      return {
        kind,
        n: fields.count('n'),
        key: fields.id('key'),
        owner: fields.contact('owner'),
        route: fields.ids('route', routeMax),
      };
    case 'failed':
      return {
        kind,
        n: fields.count('n'),
        code: fields.text('code', 32),
        isDefinite: fields.flag('definite'),
        message: fields.text('message', textMaxChars),
        route: fields.hasMore() ? fields.ids('route', routeMax) : [],
      };
    default:
      return shapedFrom(kind, fields);
  }
}

function statusFrom(fields: Fields): PeerStatus {
  return {
    ...fields.contact('peer'),
    phase: fields.word('phase', phases),
    version: fields.count('version'),
    pred: fields.contacts('pred'),
    succ: fields.contacts('succ'),
    keys: fields.count('keys'),
    bytes: fields.count('bytes'),
    owned: fields.count('owned'),
    ownedBytes: fields.count('owned bytes'),
    ring: fields.text('ring', nameMaxChars),
    bits: fields.count('bits'),
    successorsMax: fields.count('successors'),
    replicas: fields.count('replicas'),
    pingMs: fields.count('ping'),
  };
}
