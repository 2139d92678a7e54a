// One step in the making: the state as changed so far and the effects so far. Lives only inside `step`; nothing keeps a turn.

import type { Address, Contact } from './contact.ts';
import type { Channel, Effect } from './effect.ts';
import type { Message } from './message.ts';
import type { Notice } from './notice.ts';
import { draw } from './random.ts';
import type { Millis, RingState } from './state.ts';

export class Turn {
  state: RingState;
  readonly now: Millis;
  readonly effects: Effect[] = [];

  constructor(state: RingState, now: Millis) {
    this.state = state;
    this.now = now;
  }

  set(change: Partial<RingState>): void {
    this.state = { ...this.state, ...change };
  }

  send(to: Contact | Address, message: Message, channel: Channel = 'stream'): void {
    this.effects.push({ kind: 'send', to: typeof to === 'string' ? to : to.address, channel, message });
  }

  announce(notice: Notice): void {
    this.effects.push({ kind: 'announce', notice });
  }

  /** A number for a question; never used twice in one life. */
  nextN(): number {
    const n = this.state.nextN;
    this.set({ nextN: n + 1 });
    return n;
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
