// A contact in one number: how many places clockwise from whoever speaks of it, and which of its lives. The only file that knows how.
// Seen so, all peers are alike: the core always runs as the peer at position 0, and a ring that is turned is the same ring.

import type { Contact, Identifier } from '../ring/index.ts';

/** steps * 8 + life. A peer itself is 0 steps away from itself; lives count from 1. */
export type Who = number;

/** No contact at all. */
export const nobody: Who = 0;

/** So many lives of one peer can be told apart at the same time. */
const livesMax = 7;
const span = livesMax + 1;

export function whoAt(steps: number, life: number): Who {
  if (life < 1 || life > livesMax)
    throw new RangeError(`life ${life} of one peer is too many for this model`);
  return steps * span + life;
}

export function stepsTo(who: Who): number {
  return Math.floor(who / span);
}

export function lifeOf(who: Who): number {
  return who % span;
}

/** The same contact, spoken of by the peer that is `by` places further on. */
export function seenFrom(who: Who, by: number, places: number): Who {
  return who === nobody ? nobody : whoAt((stepsTo(who) + places - by) % places, lifeOf(who));
}

const contacts: Contact[] = [];

/** What the core is given for it. */
export function contactOf(who: Who): Contact {
  const steps = stepsTo(who);
  const id = steps as Identifier; // oxlint-disable-line typescript/no-unsafe-type-assertion -- A place of the model's circle is an identifier of it.
  return (contacts[who] ??= { id, epoch: lifeOf(who), address: String(steps) });
}

export function whoIs(contact: Contact | undefined): Who {
  return contact === undefined ? nobody : whoAt(contact.id, contact.epoch);
}

/** Where the core sends something: so many places further on. */
export function stepsToAddress(address: string): number {
  return Number(address);
}
