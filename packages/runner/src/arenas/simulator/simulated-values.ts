// Stores and requests of clients at simulated peers.

import type { Sha256 } from '@ringside/peer/keys';
import type { CallEnd, Seat, ValueRing } from '@ringside/peer/sim';
import type { Brought, Outcome, Walked } from '../../scenario/index.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Larger values travel beside the messages, as between processes. */
const inlineMaxBytes = 16 * 1024;

export class SimulatedValues {
  readonly #ring: ValueRing;
  readonly #time: VirtualTime;
  readonly #sha256: Sha256;
  #count = 0;

  constructor(ring: ValueRing, time: VirtualTime, sha256: Sha256) {
    this.#ring = ring;
    this.#time = time;
    this.#sha256 = sha256;
  }

  async store(seat: Seat, name: string, place: number, content: Uint8Array): Promise<Outcome<Walked>> {
    this.#count += 1;
    const wish = {
      kind: 'store',
      request: `request-${this.#count}`,
      content,
      sha256: Array.from(this.#sha256(content), (byte) => byte.toString(16).padStart(2, '0')).join(''),
      bytes: content.length,
      isLarge: content.length > inlineMaxBytes,
    } as const;
    const { outcome } = await this.#call(seat, name, place, wish);
    if (outcome.kind === 'stored') return { ok: true, owner: outcome.owner, route: outcome.route };
    return refusal(seat, outcome);
  }

  async request(seat: Seat, name: string, place: number): Promise<Outcome<Brought>> {
    const { outcome, content } = await this.#call(seat, name, place, { kind: 'request' });
    if (outcome.kind === 'delivered' && content !== undefined)
      return {
        ok: true,
        owner: outcome.owner,
        route: outcome.route,
        bytes: content,
        isSure: outcome.isSure,
      };
    return refusal(seat, outcome);
  }

  async #call(
    seat: Seat,
    name: string,
    place: number,
    wish: Parameters<ValueRing['call']>[3],
  ): Promise<CallEnd> {
    const keeper = this.#ring.keeper(seat);
    const { promise, resolve } = Promise.withResolvers<CallEnd>();
    if (keeper === undefined) resolve(ended);
    else {
      this.#ring.call(keeper, name, this.#ring.simulation.id(place), wish, (end) => {
        this.#time.wake();
        resolve(end);
      });
    }
    return await promise;
  }
}

const ended: CallEnd = {
  outcome: {
    kind: 'failed',
    code: 'timeout',
    isDefinite: true,
    message: 'the peer keeps nothing',
    route: [],
  },
  content: undefined,
};

function refusal(seat: Seat, outcome: CallEnd['outcome']): Outcome<never> {
  const via = seat.self.id;
  if (outcome.kind !== 'failed')
    return {
      ok: false,
      code: 'unavailable',
      isDefinite: false,
      message: `peer ${via}: the bytes did not come`,
    };
  const { code, isDefinite, message } = outcome;
  return { ok: false, code, isDefinite, message: `peer ${via}: ${message}` };
}
