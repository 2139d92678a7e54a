// Rings on real sockets in this process: started, looked at, gone with the test. Nothing sleeps; every wait is a condition with a limit.

import { expect, onTestFinished, vi } from 'vitest';
import { startPeer, type Notice, type Peer, type PeerOptions, type PeerStatus } from '@ringside/peer';
import { openObserver } from '@ringside/peer/client';
import { judge, type Identifier, type Verdict } from '@ringside/peer/survey';

/** Fast enough for tests, slow enough for a busy machine. */
export const quickPingMs = 400;

export type RingOptions = Omit<PeerOptions, 'id' | 'listen' | 'onNotice'>;
type Look = () => Promise<PeerStatus | null>;

/** A number as an id, unchecked: some tests need ids that cannot be. */
export function asId(id: number): Identifier {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the brand is all that is added
  return id as Identifier;
}

export class RealRing {
  readonly options: RingOptions;
  /** Peer N listens on this plus N; without one, on any free port. */
  readonly basePort: number | undefined;
  readonly #peers = new Map<number, Peer>();
  readonly #addresses = new Map<number, string>();
  readonly #notices = new Map<number, Notice[]>();
  readonly #looks = new Map<number, Look>();
  readonly #observer = openObserver();

  constructor(options: RingOptions = {}, basePort?: number) {
    this.options = { pingMs: quickPingMs, ...options };
    this.basePort = basePort;
    onTestFinished(async () => {
      await Promise.all([...this.#peers.values()].map((peer) => peer[Symbol.asyncDispose]()));
      await this.#observer[Symbol.asyncDispose]();
    });
  }

  /** Bound and idle. What it says is kept; `listen` puts a former peer back in its place. */
  async add(id: number, more: Partial<PeerOptions> = {}): Promise<Peer> {
    const notices: Notice[] = [];
    const listen = more.listen ?? `127.0.0.1:${this.basePort === undefined ? 0 : this.basePort + id}`;
    const peer = await startPeer({
      ...this.options,
      ...more,
      id,
      listen,
      onNotice: (notice) => {
        notices.push(notice);
        more.onNotice?.(notice);
      },
    });
    this.#peers.set(id, peer);
    this.#notices.set(id, notices);
    this.#addresses.set(id, peer.address);
    this.#looks.set(id, async () => peer.status());
    return peer;
  }

  /** A peer that runs in another process takes part in the verdict as well. */
  watch(id: number, address: string): void {
    this.#addresses.set(id, address);
    this.#looks.set(id, async () => {
      const answer = await this.#observer.status(address, { timeoutMs: 1_000 });
      return answer.kind === 'status' ? answer.status : null;
    });
  }

  /** Joins and resolves once both neighbours point at the joiner. */
  async join(id: number, via: number, more: Partial<PeerOptions> = {}): Promise<Peer> {
    const peer = await this.add(id, more);
    await peer.join(this.address(via));
    return peer;
  }

  peer(id: number): Peer {
    const peer = this.#peers.get(id);
    if (peer === undefined) throw new Error(`no peer ${id} runs in this process`);
    return peer;
  }

  address(id: number): string {
    const address = this.#addresses.get(id);
    if (address === undefined) throw new Error(`nobody knows where peer ${id} listens`);
    return address;
  }

  /** All that a peer of this process has told, oldest first. */
  notices(id: number): readonly Notice[] {
    return this.#notices.get(id) ?? [];
  }

  /** Ends peers without a word, all at once, as kill -9 does. */
  async kill(...ids: readonly number[]): Promise<void> {
    const killed = ids.map((id) => this.peer(id));
    for (const id of ids) this.forget(id);
    await Promise.all(killed.map((peer) => peer[Symbol.asyncDispose]()));
  }

  async leave(...ids: readonly number[]): Promise<void> {
    await Promise.all(ids.map((id) => this.peer(id).leave()));
    for (const id of ids) this.forget(id);
  }

  /** From now on the verdict expects nobody there. */
  forget(id: number): void {
    this.#peers.delete(id);
    this.#looks.delete(id);
  }

  /** One line a peer: `9 8 < 14 > 19 2`; only the first two successors. */
  draw(): string[] {
    const statuses = [...this.#peers.values()].map((peer) => peer.status()).toSorted((a, b) => a.id - b.id);
    return statuses.map(
      ({ id, pred, succ }) => `${drawIds(pred.toReversed())} < ${id} > ${drawIds(succ.slice(0, 2))}`,
    );
  }

  async verdict(): Promise<Verdict> {
    const looks = [...this.#looks].map(async ([id, look]) => ({
      id: asId(id),
      isMonitored: true,
      status: await look(),
    }));
    return judge(await Promise.all(looks));
  }

  /** Waits until every peer is a member and every list of every peer is true. */
  async untilIdeal(withinMs = 5_000): Promise<void> {
    const seen = async (): Promise<void> => {
      const { state, line, members } = await this.verdict();
      expect({ state, members }, line).toEqual({
        state: 'OK',
        members: [...this.#looks.keys()].toSorted((a, b) => a - b),
      });
    };
    await vi.waitFor(seen, { timeout: withinMs, interval: 5 });
  }
}

function drawIds(list: readonly { readonly id: number }[]): string {
  return list.map((each) => each.id).join(' ');
}
