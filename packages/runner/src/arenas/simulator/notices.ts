// Listens to every step of every simulated peer: what it announces, whether it has joined, how its lookups ended, and when its life is over.

import type { EventLine } from '@ringside/peer/control';
import type { Observer, Seat } from '@ringside/peer/sim';
import type { Show } from '@ringside/peer/voice';
import type { VirtualTime } from './virtual-time.ts';

type Effect = Parameters<Observer['onStep']>[3][number];
type LookupOutcome = Extract<Effect, { readonly kind: 'lookup-ended' }>['outcome'];

export interface NoticeListener {
  notice(seat: Seat, notice: EventLine): void;
  /** Its process has ended by what its core decided. */
  end(seat: Seat): void;
}

interface Lookup {
  readonly seat: Seat;
  readonly resolve: (outcome: LookupOutcome) => void;
}

export class Notices implements Observer {
  readonly #time: VirtualTime;
  readonly #listener: NoticeListener;
  /** Why not; undefined: it is a member. */
  readonly #joins = new Map<Seat, (why: string | undefined) => void>();
  readonly #leaves = new Map<Seat, () => void>();
  readonly #lookups = new Map<number, Lookup>();

  constructor(time: VirtualTime, listener: NoticeListener) {
    this.#time = time;
    this.#listener = listener;
  }

  async joined(seat: Seat): Promise<string | undefined> {
    const { promise, resolve } = Promise.withResolvers<string | undefined>();
    this.#joins.set(seat, resolve);
    return await promise;
  }

  async over(seat: Seat): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#leaves.set(seat, resolve);
    await promise;
  }

  lookup(seat: Seat): { readonly promise: Promise<LookupOutcome>; readonly onBegin: (tag: number) => void } {
    const { promise, resolve } = Promise.withResolvers<LookupOutcome>();
    return { promise, onBegin: (tag) => void this.#lookups.set(tag, { seat, resolve }) };
  }

  onStep(seat: Seat, _before: unknown, _input: unknown, effects: readonly Effect[]): void {
    for (const effect of effects) {
      switch (effect.kind) {
        case 'announce': {
          const { notice } = effect;
          this.#listener.notice(seat, { rs: 1, type: 'event', at: '', ...notice });
          if (notice.event === 'joined' || isFirstBack(notice)) this.#endJoin(seat, undefined);
          if (notice.event === 'join-failed') this.#endJoin(seat, notice.message);
          break;
        }
        case 'lookup-ended':
          this.#endLookup(effect.tag, effect.outcome);
          break;
        case 'end':
          this.#listener.end(seat);
          this.crashed(seat, effect.message);
          break;
        default:
      }
    }
  }

  /** Whoever waits for anything of that peer waits in vain. */
  crashed(seat: Seat, why: string): void {
    this.#endJoin(seat, why);
    const leave = this.#leaves.get(seat);
    this.#leaves.delete(seat);
    if (leave !== undefined) this.#time.wake();
    leave?.();
    for (const [tag, lookup] of this.#lookups) {
      if (lookup.seat !== seat) continue;
      this.#endLookup(tag, { kind: 'failed', code: 'not-member', message: why, route: [] });
    }
  }

  #endJoin(seat: Seat, why: string | undefined): void {
    const join = this.#joins.get(seat);
    if (join === undefined) return;
    this.#joins.delete(seat);
    this.#time.wake();
    join(why);
  }

  #endLookup(tag: number, outcome: LookupOutcome): void {
    const lookup = this.#lookups.get(tag);
    if (lookup === undefined) return;
    this.#lookups.delete(tag);
    this.#time.wake();
    lookup.resolve(outcome);
  }
}

/** The first one back of a ring that went down as a whole takes part, though nobody else does yet. */
function isFirstBack(notice: {
  readonly event: string;
  readonly phase?: string;
  readonly was?: string;
}): boolean {
  return notice.event === 'phase-changed' && notice.was === 'joining' && notice.phase === 'isolated';
}

/** As a process tells it: pings and lookups only when somebody asks for them. */
export function isShown(notice: EventLine, shows: ReadonlySet<Show>): boolean {
  switch (notice.event) {
    case 'ping-sent':
    case 'ping-received':
      return shows.has('ping-requests');
    case 'pong-received':
      return shows.has('ping-responses');
    case 'forwarded':
    case 'found':
      return notice.purpose !== 'lookup' || shows.has('debug');
    case 'debug':
      return shows.has('debug');
    default:
      return true;
  }
}
