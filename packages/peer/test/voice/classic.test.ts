import { describe, expect, test } from 'vitest';
import { parsePeerLine } from '@ringside/peer/control';
import { classicLines, type Show } from '@ringside/peer/voice';

describe('in the words of the seeds, to the letter,', () => {
  test('a launch names both successors', () => {
    expect(say(2, { event: 'launched', succ: [4, 5] })).toEqual(['Launched peer: <Peer[2]->4->5>']);
    expect(say(0, { event: 'launched', succ: [255] })).toEqual(['Launched peer: <Peer[0]->255->0>']);
    expect(say(7, { event: 'launched', succ: [] })).toEqual(['Launched peer: <Peer[7]->None->None>']);
  });

  test('a join is told by those who pass it on, the one who takes it in, the one before, and the joiner', () => {
    const passed = {
      event: 'forwarded',
      purpose: 'join',
      asker: 15,
      name: null,
      to: 5,
      isSuccessor: true,
      isAsker: false,
    };
    const taken = {
      event: 'succ-changed',
      slot: 0,
      from: 19,
      to: 15,
      succ: [15, 19, 2],
      reason: 'join',
      by: 15,
    };
    const told = {
      event: 'succ-changed',
      slot: 1,
      from: 19,
      to: 15,
      succ: [14, 15, 19],
      reason: 'told',
      by: 14,
    };
    const joined = { event: 'joined', pred: [14, 9], succ: [19, 2, 4], route: [4, 5, 8, 9, 14] };

    expect(say(4, passed)).toEqual(['> Peer 15 Join request forwarded to my successor']);
    expect(say(14, { event: 'join-received', asker: 15, route: [4, 5, 8, 9, 14] })).toEqual([
      '> Peer 15 Join request received',
    ]);
    expect(say(14, taken)).toEqual([
      '> My new first successor is Peer 15',
      '> My new second successor is Peer 19',
    ]);
    expect(say(9, told)).toEqual([
      '> Successor Change request received',
      '> My new first successor is Peer 14',
      '> My new second successor is Peer 15',
    ]);
    expect(say(15, joined)).toEqual([
      '> Join request has been accepted',
      '> My first successor is Peer 19',
      '> My second successor is Peer 2',
      'Route: 4 > 5 > 8 > 9 > 14',
    ]);
  });

  test('a good-bye and a death are told, and the new successors after either', () => {
    expect(say(8, { event: 'departed', peer: 9 })).toEqual(['> Peer 9 will depart from the network']);
    expect(say(8, { event: 'died', peer: 14, afterMs: 612 })).toEqual(['> Peer 14 is no longer alive']);
    for (const reason of ['left', 'died', 'stabilize', 'merge', 'refill']) {
      expect(
        say(8, { event: 'succ-changed', slot: 0, from: 9, to: 14, succ: [14, 19], reason, by: 9 }),
      ).toEqual(['> My new first successor is Peer 14', '> My new second successor is Peer 19']);
    }
  });

  test('a store is told by those who pass it on and by the one who takes it', () => {
    const passed = {
      event: 'forwarded',
      purpose: 'store',
      asker: 8,
      name: '2067',
      to: 9,
      isSuccessor: true,
      isAsker: true,
    };

    expect(say(8, passed)).toEqual(['> Store 2067 request forwarded to my successor']);
    expect(say(19, { event: 'store-accepted', name: '2067', from: 8 })).toEqual([
      '> Store 2067 request accepted',
    ]);
    expect(
      say(8, { event: 'found', purpose: 'store', name: '2067', owner: 19, route: [8, 9, 14, 19] }),
    ).toEqual(['Route: 8 > 9 > 14 > 19']);
  });

  test('a request is told by asker, forwarder and owner', () => {
    const passed = {
      event: 'forwarded',
      purpose: 'request',
      asker: 2,
      name: '4103',
      to: 4,
      isSuccessor: true,
    };

    expect(say(2, { ...passed, isAsker: true })).toEqual([
      '> File request for 4103 has been sent to my successor',
    ]);
    expect(say(4, { ...passed, isAsker: false })).toEqual([
      '> Request for File 4103 has been received, but the file is not stored here',
    ]);
    expect(say(8, { event: 'value-here', name: '4103' })).toEqual(['> File 4103 is stored here']);
    expect(say(8, { event: 'sending', name: '4103', to: 2 })).toEqual(['> Sending file 4103 to Peer 2']);
    expect(say(8, { event: 'sent', name: '4103', bytes: 9 })).toEqual(['> The file has been sent']);
    expect(say(2, { event: 'value-at', name: '4103', owner: 8 })).toEqual(['> Peer 8 had File 4103']);
    expect(say(2, { event: 'receiving', name: '4103', owner: 8 })).toEqual([
      '> Receiving File 4103 from Peer 8',
    ]);
    expect(say(2, { event: 'received', name: '4103', bytes: 9, path: 'x' })).toEqual(['File 4103 received']);
  });

  test('pings are told only when asked for, requests and responses apart', () => {
    const sent = { event: 'ping-sent', to: [4, 5] };
    const heard = { event: 'ping-received', from: 14 };
    const answered = { event: 'pong-received', from: 4 };

    expect([sent, heard, answered].flatMap((notice) => say(2, notice))).toEqual([]);
    expect([sent, heard, answered].flatMap((notice) => say(2, notice, ['ping-requests']))).toEqual([
      '> Ping requests sent to Peers 4 and 5',
      '> Ping request message received from Peer 14',
    ]);
    expect([sent, heard, answered].flatMap((notice) => say(2, notice, ['ping-responses']))).toEqual([
      '> Ping response received from Peer 4',
    ]);
    expect(say(2, { event: 'ping-sent', to: [4] }, ['ping-requests'])).toEqual([
      '> Ping requests sent to Peer 4',
    ]);
  });
});

test('a hop that goes past the successor says to whom', () => {
  const hop = { event: 'forwarded', asker: 8, name: '2067', to: 14, isSuccessor: false, isAsker: true };

  expect(say(8, { ...hop, purpose: 'store' })).toEqual(['> Store 2067 request forwarded to Peer 14']);
  expect(say(8, { ...hop, purpose: 'join', asker: 15 })).toEqual([
    '> Peer 15 Join request forwarded to Peer 14',
  ]);
  expect(say(8, { ...hop, purpose: 'request' })).toEqual([
    '> File request for 2067 has been sent to Peer 14',
  ]);
});

test('a successor list that a launch or the own join explains is not told twice', () => {
  const change = { event: 'succ-changed', slot: 0, from: null, to: 4, succ: [4, 5], by: 15 };

  expect(say(2, { ...change, reason: 'init' })).toEqual([]);
  expect(say(15, { ...change, reason: 'join' })).toEqual([]);
});

test('a ring of two has one successor to tell, and a lone peer none', () => {
  const change = { event: 'succ-changed', slot: 0, from: 4, to: 5, reason: 'died', by: 4 };

  expect(say(2, { ...change, succ: [5] })).toEqual(['> My new first successor is Peer 5']);
  expect(say(2, { ...change, to: null, succ: [] })).toEqual(['> I have no successor now']);
});

/** Through the control protocol, as a runner would hear it, so that the notices of this test are real ones. */
function say(id: number, notice: object, show: Show[] = []): string[] {
  const line = parsePeerLine(JSON.stringify({ rs: 1, type: 'event', at: '2026-11-22T12:00:00Z', ...notice }));
  if (line.kind !== 'event') throw new Error(`not an event: ${JSON.stringify(line)}`);
  return classicLines(line.line, { id, show: new Set(show) });
}

test('a lookup of the peer itself, for no name, is told to nobody', () => {
  const walked = { purpose: 'lookup', name: '2067', route: [2, 4] } as const;
  const passed = { purpose: 'lookup', asker: 2, to: 4, isSuccessor: true, isAsker: true } as const;
  expect(say(2, { event: 'found', owner: 4, ...walked })).toEqual(['> Peer 4 owns 2067', 'Route: 2 > 4']);
  expect(say(2, { event: 'found', owner: 4, ...walked, name: null })).toEqual([]);
  expect(say(2, { event: 'forwarded', ...passed, name: null })).toEqual([]);
});
