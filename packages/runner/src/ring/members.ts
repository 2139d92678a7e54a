// Who was started, who still runs, and why not. Bookkeeping only; the processes themselves are started and ended elsewhere.

import type { PeerProcess } from '../spawn/index.ts';
import { CommandError } from './command-error.ts';
import type { MemberState, RingPeer } from './ring.ts';

export class Member {
  readonly id: number;
  readonly process: PeerProcess;
  readonly isMonitored: boolean;
  state: MemberState = 'running';

  constructor(process: PeerProcess, isMonitored: boolean) {
    this.id = process.id;
    this.process = process;
    this.isMonitored = isMonitored;
  }

  get isAlive(): boolean {
    return this.state === 'running' || this.state === 'paused';
  }

  /** A process that ends without having been told to is `gone`. */
  onEnd(): MemberState {
    if (this.isAlive) this.state = 'gone';
    return this.state;
  }

  view(): RingPeer {
    const { id, process, state, isMonitored } = this;
    const { address, impl } = process.ready;
    return { id, address, pid: process.pid, state, isMonitored, impl };
  }
}

export class Members {
  readonly #byId = new Map<number, Member>();

  add(member: Member): void {
    this.#byId.set(member.id, member);
  }

  /** In the order of the ring. */
  get all(): readonly Member[] {
    return [...this.#byId.values()].toSorted((a, b) => a.id - b.id);
  }

  get alive(): readonly Member[] {
    return this.all.filter((member) => member.isAlive);
  }

  find(id: number): Member | undefined {
    return this.#byId.get(id);
  }

  started(id: number): Member {
    const member = this.#byId.get(id);
    if (member === undefined)
      throw new CommandError('no-such-peer', `there is no peer ${id}; here are ${this.#ids()}`);
    return member;
  }

  living(id: number): Member {
    const member = this.started(id);
    if (!member.isAlive) throw new CommandError('not-running', `peer ${id} ${stateWords[member.state]}`);
    return member;
  }

  #ids(): string {
    const ids = this.alive.map((member) => member.id);
    return ids.length > 20 ? `${ids.slice(0, 20).join(', ')}, ...` : ids.join(', ');
  }
}

export const stateWords: Readonly<Record<MemberState, string>> = {
  running: 'is running',
  paused: 'is paused; resume it first',
  left: 'has left',
  killed: 'was killed',
  gone: 'has ended by itself',
};
