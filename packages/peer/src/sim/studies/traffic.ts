// What messages cost: their bytes as the wire codec writes them, and what lies around them on a real network.

import type { Effect, Message } from '../../ring/index.ts';
import { encode } from '../../wire/index.ts';
import type { Seat } from '../seat.ts';

const datagramHeaderBytes = 28;
const segmentHeaderBytes = 40;
const frameHeaderBytes = 4;
const ring = 'ringside';

export class Traffic {
  messages = 0;
  /** As encoded, frames included. */
  bareBytes = 0;
  /** With UDP/IP headers for each datagram, and TCP/IP headers for each message on a stream. */
  bytes = 0;
  /** The part of `bytes` that lookups of applications took. */
  lookupBytes = 0;
  /** The segments that acknowledge messages on a stream, if none travels with an answer. */
  acknowledgementBytes = 0;

  /** To be told every step. */
  onStep({ self }: Seat, effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.kind !== 'send') continue;
      const { message, channel } = effect;
      const { length } = encode({ ring, from: self, message });
      const isOnStream = channel === 'stream';
      let bare = isOnStream ? length + frameHeaderBytes : length;
      let whole = bare + (isOnStream ? segmentHeaderBytes : datagramHeaderBytes);
      // A good-bye goes both ways.
      if (isOnStream && message.kind === 'leave') {
        bare += length;
        whole += length + datagramHeaderBytes;
      }
      this.messages += 1;
      this.bareBytes += bare;
      this.bytes += whole;
      if (isOfLookup(message, isOnStream)) this.lookupBytes += whole;
      if (isOnStream) this.acknowledgementBytes += segmentHeaderBytes;
    }
  }
}

/** Answers do not say what they are for; those to the ring's own questions are datagrams, those to joiners name a place. */
function isOfLookup(message: Message, isOnStream: boolean): boolean {
  switch (message.kind) {
    case 'find':
      return message.walk.purpose === 'lookup';
    case 'found':
      return isOnStream && message.seek === 'owner';
    case 'stuck':
      return isOnStream;
    case 'passed':
      return true;
    default:
      return false;
  }
}
