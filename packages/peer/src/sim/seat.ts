// A seat: one peer at one address of a simulated network, and what the simulator knows of it.

import type { Address, Channel, Contact, Input, LookupOutcome, RingState } from '../ring/index.ts';
import { isOfKeeper, type Carried } from './carried.ts';

/** A stopped peer keeps its machine's sockets; a killed one is refused by its machine; of a silent one nothing is heard. */
export type Condition = 'up' | 'stopped' | 'killed' | 'silent';

/** What a host gives its peer: inputs of the ring, and messages for whatever part of the peer they are. */
export type SeatInput =
  | Exclude<Input, { readonly kind: 'received' | 'undelivered' }>
  | {
      readonly kind: 'received';
      readonly from: Contact;
      readonly message: Carried;
      readonly channel: Channel;
    }
  | {
      readonly kind: 'undelivered';
      readonly to: Address;
      readonly message: Carried;
      readonly isRefused: boolean;
    };

export interface Seat {
  /** The number of its address; a later life at the same address has the same one. */
  readonly index: number;
  readonly self: Contact;
  state: RingState;
  condition: Condition;
  /** When the core wants to be woken. */
  wakeAt: number;
  /** When the tick comes that is on its way. */
  tickAt: number;
  /** What arrived while it was stopped. */
  held: SeatInput[];
  /** A slow process does everything so much later. */
  lagMs: number;
}

/** Lives begin as late as real ones: what is said of them is as long. */
export const firstEpoch = 1_763_800_000_000;

const portsAbove = 12_000;
const portMax = 65_535;
const hostBits = 24;

/** Where the peer of that id sits: all on one machine as long as there is a port for each, else wherever its address can be its own. */
export function addressOfId(id: number): Address {
  if (portsAbove + id <= portMax) return `127.0.0.1:${portsAbove + id}`;
  const port = portsAbove + Math.floor(id / 2 ** hostBits);
  if (port > portMax) return `peer-${id}:${portsAbove}`;
  const [high, middle, low] = [2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(id / unit) % 256);
  return `10.${high}.${middle}.${low}:${port}`;
}

/** Its process runs; no tick is on its way yet. */
export function freshSeat(index: number, state: RingState, wakeAt: number): Seat {
  const { self } = state;
  return {
    index,
    self,
    state,
    condition: 'up',
    wakeAt,
    tickAt: Number.POSITIVE_INFINITY,
    held: [],
    lagMs: 0,
  };
}

/** How a lookup ended, and when. */
export interface Answer {
  readonly at: number;
  readonly outcome: LookupOutcome;
}

/** Does its process live, though perhaps stopped? */
export function isLiving({ condition }: Seat): boolean {
  return condition === 'up' || condition === 'stopped';
}

/** The same phase, the same lists, and nobody new known? */
export function isSameStanding(before: RingState, { phase, pred, succ, known }: RingState): boolean {
  return phase === before.phase && pred === before.pred && succ === before.succ && known === before.known;
}

/** The input of the ring that this is; undefined for messages that are none of the ring's. */
export function ringInput(input: SeatInput): Input | undefined {
  if (input.kind !== 'received' && input.kind !== 'undelivered') return input;
  const { message } = input;
  return isOfKeeper(message) ? undefined : { ...input, message };
}
