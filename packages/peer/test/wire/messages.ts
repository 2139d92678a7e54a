// Arbitrary envelopes of every kind, for properties of the codec.

import fc from 'fast-check';
import {
  toIdentifier,
  type Contact,
  type Identifier,
  type IdentifierSpace,
  type Phase,
} from '../../src/ring/index.ts';
import type { PeerStatus } from '../../src/survey/index.ts';
import type { Envelope, WireMessage } from '../../src/wire/index.ts';
import { clientMessages } from './client-messages.ts';
import { keeperMessages } from './keeper-messages.ts';
import { of, type Arbitraries } from './parts.ts';

const phases: readonly Phase[] = ['idle', 'joining', 'member', 'leaving', 'left', 'fenced', 'isolated'];

/** One arbitrary for each kind of message; the compiler asks for a new kind here. */
export function messages(space: IdentifierSpace): Arbitraries {
  const n = fc.maxSafeNat();
  const id: fc.Arbitrary<Identifier> = fc.maxSafeNat().map((value) => toIdentifier(space, value));
  const host = fc.oneof(
    fc.constantFrom('127.0.0.1', 'localhost', 'peer-1.example.org', '[::1]', '[2001:db8::7]'),
    fc.ipV4(),
  );
  const address = fc
    .tuple(host, fc.integer({ min: 1, max: 65_535 }))
    .map(([name, port]) => `${name}:${port}`);
  const contact: fc.Arbitrary<Contact> = fc.record({ id, epoch: n, address });
  const contactOrNull = fc.option(contact);
  const contacts = fc.array(contact, { maxLength: 64 });
  const route = fc.array(id, { maxLength: 1_024 });
  const name = fc.string({ maxLength: 255, unit: 'grapheme' }).filter((text) => text.length <= 255);
  const phase = fc.constantFrom(...phases);
  const seek = fc.constantFrom('owner' as const, 'place' as const);
  const status: fc.Arbitrary<PeerStatus> = fc
    .tuple(
      contact,
      fc.record({
        phase,
        version: n,
        pred: contacts,
        succ: contacts,
        keys: n,
        bytes: n,
        owned: n,
        ownedBytes: n,
        ring: name,
        bits: n,
        successorsMax: n,
        replicas: n,
        pingMs: n,
      }),
    )
    .map(([self, rest]) => ({ ...self, ...rest }));
  const walk = fc.record({
    n,
    attempt: n,
    asker: contact,
    seek,
    key: id,
    purpose: fc.constantFrom(
      'join' as const,
      'store' as const,
      'request' as const,
      'lookup' as const,
      'upkeep' as const,
    ),
    name: fc.option(name),
    route,
    hopsLeft: n,
    isFinal: fc.boolean(),
    isTraced: fc.boolean(),
    avoid: route,
  });
  return {
    ping: fc.record({ ...of('ping'), n, pred: contactOrNull, succ: contacts }),
    pong: fc.record({ ...of('pong'), n, phase, succ: contacts }),
    'relay-ping': fc.record({ ...of('relay-ping'), n, asker: contact, target: contact }),
    'relay-pong': fc.record({
      ...of('relay-pong'),
      n,
      asker: contact,
      target: contact,
      phase,
      pred: contacts,
      succ: contacts,
    }),
    'ask-state': fc.record({ ...of('ask-state'), n }),
    'ask-change': fc.record({ ...of('ask-change'), n, version: n }),
    same: fc.record({ ...of('same'), n }),
    state: fc.record({ ...of('state'), n, version: n, phase, pred: contacts, succ: contacts }),
    'not-member': fc.record({ ...of('not-member'), n }),
    notify: fc.record({ ...of('notify'), pred: contactOrNull }),
    changed: fc.record({ ...of('changed'), pred: contactOrNull }),
    superseded: fc.record({ ...of('superseded'), by: contact }),
    candidate: fc.record(of('candidate')),
    leave: fc.record({ ...of('leave'), n, pred: contacts, succ: contacts }),
    'leave-heard': fc.record({ ...of('leave-heard'), n }),
    find: fc.record({ ...of('find'), walk }),
    found: fc.record({ ...of('found'), n, seek, route, pred: contacts, succ: contacts }),
    stuck: fc.record({
      ...of('stuck'),
      n,
      code: fc.constantFrom('hop-limit', 'not-member', 'no-way', 'unsettled'),
      route,
    }),
    passed: fc.record({ ...of('passed'), n, attempt: n, hop: n, to: id }),
    caller: fc.record({ ...of('caller'), n }),
    hello: fc.record({ ...of('hello'), n }),
    who: fc.record(of('who')),
    'ask-status': fc.record({ ...of('ask-status'), n }),
    status: fc.record({ ...of('status'), n, status }),
    'ask-lookup': fc.record({ ...of('ask-lookup'), n, name }),
    'lookup-done': fc.record({ ...of('lookup-done'), n, key: id, owner: contact, route }),
    failed: fc.record({
      ...of('failed'),
      n,
      code: fc.string({ maxLength: 32 }),
      isDefinite: fc.boolean(),
      message: fc.string({ maxLength: 600 }),
      route,
    }),
    ...keeperMessages({ n, id, contact, name }),
    ...clientMessages({ n, id, contact, name }),
  };
}

/** Any message in any envelope. */
export function envelopes(space: IdentifierSpace): fc.Arbitrary<Envelope> {
  const all = messages(space);
  const from = fc.option(
    fc.record({
      id: fc.maxSafeNat().map((value) => toIdentifier(space, value)),
      epoch: fc.maxSafeNat(),
      address: fc.constant('127.0.0.1:12002'),
    }),
    { nil: undefined },
  );
  return fc.record({
    ring: fc.string({ maxLength: 100 }),
    from,
    message: fc.oneof(...Object.values(all)) as fc.Arbitrary<WireMessage>,
  }); // The union of its parts.
}
