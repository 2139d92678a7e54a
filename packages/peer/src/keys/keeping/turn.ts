// One step of the keeper in the making: the state as changed so far and the effects so far. Lives only inside `step`; nothing keeps a turn.

import { isSameContact, type Contact } from '../../ring/contact.ts';
import { draw } from '../../ring/random.ts';
import type { Millis } from '../../ring/state.ts';
import type { KeeperEffect } from './effect.ts';
import type { KeeperMessage } from './message.ts';
import type { KeeperState, Work } from './state.ts';

export class KeeperTurn {
  state: KeeperState;
  readonly now: Millis;
  readonly effects: KeeperEffect[] = [];
  /** What this peer says to itself: heard before the step ends. */
  readonly toSelf: KeeperMessage[] = [];

  constructor(state: KeeperState, now: Millis) {
    this.state = state;
    this.now = now;
  }

  set(change: Partial<KeeperState>): void {
    this.state = { ...this.state, ...change };
  }

  /** Milliseconds since 1970. */
  get wallMs(): number {
    return Math.floor(this.now + this.state.options.wallOffsetMs);
  }

  send(to: Contact, message: KeeperMessage): void {
    if (isSameContact(to, this.state.self)) this.toSelf.push(message);
    else this.effects.push({ kind: 'send', to, message });
  }

  /** A number for a question, a token or a bid; never used twice in one life. */
  nextN(): number {
    const n = this.state.nextN;
    this.set({ nextN: n + 1 });
    return n;
  }

  /** Remembers what is to be done when the disk access or the transfer with the token returned has ended. */
  begin(work: Work): number {
    const token = this.nextN();
    this.set({ works: new Map(this.state.works).set(token, work) });
    return token;
  }

  /** A number in [0, 1). */
  chance(): number {
    const [value, random] = draw(this.state.random);
    this.set({ random });
    return value;
  }

  /** `ms` give or take a fifth, so that peers do not beat in time. */
  jitter(ms: number): number {
    return ms * (0.8 + 0.4 * this.chance());
  }
}
