// Bytes that killed the seeds' peers, themselves and as their equals in our own format. Nobody dies, nobody goes deaf, nothing changes.

import { expect, onTestFinished, test, vi } from 'vitest';
import type { Notice } from '@ringside/peer';
import type { WireMessage } from '../../src/wire/index.ts';
import { datagrams, envelope, forged, frame, stranger } from './forger.ts';
import { asId, quickPingMs, type RealRing } from './real-ring.ts';
import { startRing } from './start-ring.ts';

vi.setConfig({ testTimeout: 20_000 });

/** What must be the same before and after: whose lists name whom, in which life, and what is kept. */
function snapshot(ring: RealRing, ids: readonly number[]): unknown {
  return ids.map((id) => {
    const { phase, pred, succ, keys } = ring.peer(id).status();
    return { id, phase, pred, succ, keys };
  });
}

const ids = [2, 8, 19];

/** What a peer tells when something of its own changed, or it took somebody for dead or gone. */
const lasting = new Set([
  'pred-changed',
  'succ-changed',
  'died',
  'departed',
  'revived',
  'phase-changed',
  'trouble',
]);

/** Does something to peer 8 in a settled ring of three. It must answer, ping and be pinged as before; what anybody told of changes is given back. */
async function changesAfter(act: (address: string, ring: RealRing) => Promise<void>): Promise<Notice[]> {
  const ring = await startRing(ids);
  const before = snapshot(ring, ids);
  const told = ids.map((id) => ring.notices(id).length);
  await act(ring.address(8), ring);
  const heard = ids.map((id) => ring.notices(id).length);
  const allPinged = (): void => {
    for (const [place, id] of ids.entries()) {
      const since = ring.notices(id).slice(heard[place]);
      for (const from of ids.filter((each) => each !== id))
        expect(since, `${from} to ${id}`).toContainEqual({ event: 'ping-received', from });
    }
  };
  await vi.waitFor(allPinged, { timeout: 10 * quickPingMs, interval: 10 });
  expect(snapshot(ring, ids)).toEqual(before);
  const sinceThen = ids.flatMap((id, place) => ring.notices(id).slice(told[place]));
  using guest = await forged(ring.address(8));
  await guest.heardOut();
  return sinceThen.filter(({ event }) => lasting.has(event));
}

const seedLines = [
  Buffer.from([0xff, 0xfe, 0x00]),
  'join|abc',
  'join',
  'quit|1',
  'quit|8|x|y',
  'file|2|x',
  'file|2|x|notanum|abc',
  'secondsuccessor|',
  'request|4103|abc',
];

/** Whole frames, well framed, with nothing in them that anybody could obey. */
const framedGarbage: readonly Uint8Array[] = [
  Buffer.alloc(0),
  Buffer.from([0xff, 0xfe, 0x00]),
  Buffer.from([0xc1]),
  envelope(stranger(9), { kind: 'notify', pred: null }).subarray(0, 9),
  envelope(stranger(9), { kind: 'notify', pred: null }, 'another-ring'),
  envelope(undefined, { kind: 'notify', pred: null }),
  envelope({ ...stranger(9), address: 'nowhere' }, { kind: 'notify', pred: null }),
  envelope({ ...stranger(9), address: '127.0.0.1:70000' }, { kind: 'notify', pred: null }),
  envelope({ ...stranger(9), epoch: -1 }, { kind: 'notify', pred: null }),
];

test('M1: broken lines and broken frames on a stream are dropped, and the next guest is served', async () => {
  const changes = await changesAfter(async (address, ring) => {
    for (const line of seedLines) {
      using guest = await forged(address);
      guest.write(line);
      guest.socket.end();
      await vi.waitUntil(() => guest.isClosed(), { interval: 2 });
    }
    using guest = await forged(address);
    for (const body of framedGarbage) guest.write(frame(body));
    await guest.heardOut();
    expect(ring.peer(8).garbageCount).toBe(framedGarbage.length);
  });
  expect(changes).toEqual([]);
});

test('M2: broken datagrams are dropped, and pings go on', async () => {
  const broken = ['x|y|z', '4|8|x', Buffer.from([0xff, 0xfe])];
  const changes = await changesAfter(async (address, ring) => {
    await datagrams(address, [...broken, ...framedGarbage]);
    await vi.waitFor(() => expect(ring.peer(8).garbageCount).toBe(broken.length + framedGarbage.length));
  });
  expect(changes).toEqual([]);
});

test('M3: a datagram from somebody else than it says, or from an id out of range, makes nobody a neighbour', async () => {
  const ping: WireMessage = { kind: 'ping', n: 1, pred: null, succ: [] };
  const notify: WireMessage = { kind: 'notify', pred: null };
  const changes = await changesAfter(async (address, ring) => {
    const real = ring.peer(2).status();
    const asOther = { id: real.id, epoch: real.epoch + 1, address: ring.address(2) };
    const senders = [stranger(5), stranger(99), stranger(256), { ...stranger(5), id: asId(-1) }, asOther];
    await datagrams(address, [
      '99|8|9',
      '-1|8|8',
      ...senders.flatMap((from) => [envelope(from, ping), envelope(from, notify)]),
    ]);
  });
  expect(changes).toEqual([]);
});

const forgeries: readonly WireMessage[] = [
  { kind: 'notify', pred: stranger(4) },
  { kind: 'candidate' },
  { kind: 'changed', pred: stranger(4) },
  { kind: 'leave', n: 1, pred: [stranger(200)], succ: [stranger(201)] },
  { kind: 'state', n: 1, version: 1, phase: 'member', pred: [stranger(200)], succ: [stranger(201)] },
  { kind: 'found', n: 1, seek: 'owner', route: [], pred: [stranger(200)], succ: [stranger(201)] },
  { kind: 'ping', n: 1, pred: stranger(200), succ: [stranger(201)] },
  { kind: 'pong', n: 1, phase: 'member', succ: [stranger(201)] },
];

test.for([
  ['an id out of range', 300],
  ['a peer that does not exist, just before', 5],
  ['a peer that does not exist, just after', 10],
] as const)('M4: whatever comes in the name of %s, no list names it', async ([, id]) => {
  const changes = await changesAfter(async (address) => {
    for (const message of forgeries) {
      using guest = await forged(address);
      guest.say(message, stranger(id));
      await guest.heardOut();
    }
  });
  expect(changes).toEqual([]);
});

test('M4: nobody speaks in the name of a peer that lives elsewhere, not even of the one he speaks to', async () => {
  const changes = await changesAfter(async (address, ring) => {
    for (const id of ids) {
      const real = ring.peer(id).status();
      const self = { id: real.id, epoch: real.epoch, address: real.address };
      const lies = [self, { ...self, epoch: self.epoch + 1_000 }, stranger(id, self.epoch + 1_000)];
      for (const from of lies) {
        for (const message of forgeries) {
          using guest = await forged(address);
          guest.say(message, from);
          await guest.heardOut();
        }
      }
    }
  });
  expect(changes).toEqual([]);
});

test('M5: a message in several segments is read as one', async () => {
  const changes = await changesAfter(async (address) => {
    using guest = await forged(address);
    guest.socket.setNoDelay(true);
    for (const byte of frame(envelope(undefined, { kind: 'ask-status', n: 7 }))) {
      await new Promise<void>((resolve) => void guest.socket.write(Buffer.from([byte]), () => resolve()));
    }
    await vi.waitFor(() =>
      expect(guest.heard).toContainEqual(expect.objectContaining({ kind: 'status', n: 7 })),
    );
  });
  expect(changes).toEqual([]);
});

test('M6: several messages in one segment are all answered', async () => {
  const changes = await changesAfter(async (address) => {
    using guest = await forged(address);
    guest.write(Buffer.concat([1, 2, 3].map((n) => frame(envelope(undefined, { kind: 'ask-status', n })))));
    await vi.waitFor(() =>
      expect(guest.heard.map((message) => 'n' in message && message.n)).toEqual([1, 2, 3]),
    );
  });
  expect(changes).toEqual([]);
});

test('M7: 1,094 idle connections keep nobody out', async () => {
  const idle = new DisposableStack();
  onTestFinished(() => idle.dispose());
  const changes = await changesAfter(async (address) => {
    for (let count = 0; count < 1_094; count += 1) idle.use(await forged(address));
  });
  expect(changes).toEqual([]);
});

test('M7: sixteen guests of one machine are all kept and answered', async () => {
  using guests = new DisposableStack();
  const changes = await changesAfter(async (address) => {
    const all = [];
    for (let count = 0; count < 16; count += 1) all.push(guests.use(await forged(address)));
    for (const guest of [...all, ...all]) await guest.heardOut();
  });
  expect(changes).toEqual([]);
});

test('M10: nothing at all, a megabyte of one letter, large datagrams and unknown kinds are dropped', async () => {
  const changes = await changesAfter(async (address) => {
    const empty = await forged(address);
    empty.socket.end();
    using flood = await forged(address);
    flood.write('A'.repeat(1_000_000));
    await datagrams(address, ['', Buffer.alloc(60_000, 'A'), 'offer']);
    using guest = await forged(address);
    guest.write(
      frame(Buffer.from([0x95, 1, 0xa8, ...Buffer.from('ringside'), 0xc0, 0xa5, ...Buffer.from('offer'), 1])),
    );
    await guest.heardOut();
  });
  expect(changes).toEqual([]);
});
