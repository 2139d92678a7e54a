// One sweep: asks every target at the same time, then everybody they name. Knows the observer and nothing of sockets; judges nothing.

import type { Observer } from '@ringside/peer/client';
import type { Address, Contact, Identifier } from '@ringside/peer/survey';
import type { Asked, Sweep } from '../view/sweep.ts';
import { mapBounded } from './bounded.ts';

/** A peer to poll. Its id is null when only its address was given. */
export interface Target {
  readonly id: Identifier | null;
  readonly address: Address;
}

export interface SweepOptions {
  readonly observer: Observer;
  readonly targets: readonly Target[];
  /** For each answer; 1 s when absent. */
  readonly timeoutMs?: number;
  /** Poll whoever is named, too, and whoever they name. */
  readonly shouldDiscover?: boolean;
  /** Counts from 1; 1 when absent. */
  readonly number?: number;
  /** The time in ms since 1970. */
  readonly now?: () => number;
}

const timeoutDefaultMs = 1_000;
const atOnceMax = 64;

export async function sweepRing(options: SweepOptions): Promise<Sweep> {
  const { observer, targets, timeoutMs = timeoutDefaultMs, shouldDiscover = false, now = Date.now } = options;
  const asked: Asked[] = [];
  let questions: readonly Omit<Asked, 'answer'>[] = targets.map((target) => ({
    ...target,
    isMonitored: true,
  }));
  while (questions.length > 0) {
    // Each round asks those whom the round before it named.
    const answers = await mapBounded(questions, atOnceMax, async (question) => ({
      ...question,
      answer: await observer.status(question.address, { timeoutMs }),
    }));
    asked.push(...answers);
    const named = namedButNotAsked(asked);
    questions = named.map(({ id, address }) => ({ id, address, isMonitored: shouldDiscover }));
  }
  return { number: options.number ?? 1, at: now(), asked };
}

/** Only polled peers' lists are looked at. Of several lives of one peer the latest is asked. */
function namedButNotAsked(asked: readonly Asked[]): readonly Contact[] {
  const known = new Set<Identifier>();
  for (const { id, answer } of asked) {
    if (id !== null) known.add(id);
    else if (answer.kind === 'status') known.add(answer.status.id);
  }
  const named = new Map<Identifier, Contact>();
  for (const { isMonitored, answer } of asked) {
    if (!isMonitored || answer.kind !== 'status') continue;
    for (const contact of [...answer.status.pred, ...answer.status.succ]) {
      const other = named.get(contact.id);
      const isNewer = other === undefined || other.epoch < contact.epoch;
      if (!known.has(contact.id) && isNewer) named.set(contact.id, contact);
    }
  }
  return [...named.values()];
}
