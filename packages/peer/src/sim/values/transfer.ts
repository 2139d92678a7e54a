// Bytes on their way between two simulated peers, beside the messages. They arrive whole or not at all.

import type { Ending } from '../../keys/index.ts';
import type { Contact } from '../../ring/index.ts';
import type { KeeperSeat } from './keeper-seat.ts';
import type { ValueRing } from './value-ring.ts';

/** Bytes a millisecond between two peers. */
const bytesPerMs = 100_000;
const roundTrips = 3;

export interface Transfer {
  /** Whoever has the bytes brought or fetched, and waits for the end. */
  readonly keeper: KeeperSeat;
  readonly other: Contact;
  readonly giver: KeeperSeat | undefined;
  readonly place: { readonly slot: string; readonly name: string } | { readonly parked: string };
  readonly bytes: number;
  /** They are at whoever takes them: the other one when the keeper gives them. */
  readonly arrive: (other: KeeperSeat, content: Uint8Array) => Ending;
  readonly end: (ending: Ending) => void;
}

export function carry(ring: ValueRing, transfer: Transfer): void {
  const { simulation } = ring;
  const { keeper, other, giver, place, bytes, arrive, end } = transfer;
  const { network } = simulation;
  const there = ring.keeperAt(other)?.seat.index ?? keeper.seat.index;
  const tookMs = roundTrips * network.delay(keeper.seat.index, there) + bytes / bytesPerMs;
  simulation.at(simulation.now + tookMs, () => {
    const target = ring.keeperAt(other);
    const isUp = target?.seat.condition === 'up' && keeper.seat.condition === 'up';
    const isCut =
      target !== undefined &&
      (network.isCut(keeper.seat.index, target.seat.index) ||
        network.isCut(target.seat.index, keeper.seat.index));
    const content = isUp && !isCut ? giver?.disk.bytesOf(place) : undefined;
    if (giver !== undefined && 'name' in place && giver.disk.values.get(place.name)?.isRotten === true)
      ring.give(giver, { kind: 'spoiled', name: place.name });
    if (content === undefined || target === undefined)
      end({ kind: 'failed', code: 'gone', message: 'the transfer broke off' });
    else end(arrive(target, content));
  });
}
