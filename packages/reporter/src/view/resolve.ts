// Gives each answer of a sweep its id, and sets aside what cannot have one: silent strangers, twins, and peers that answer as somebody else.

import type { Address, Identifier, PeerStatus } from '@ringside/peer/survey';
import type { RingView, Stranger } from './ring-view.ts';
import type { Asked, Sweep } from './sweep.ts';

/** One peer's answer, told apart. */
export interface Heard {
  readonly id: Identifier;
  readonly address: Address;
  readonly isMonitored: boolean;
  readonly status: PeerStatus | null;
  readonly rttMs: number | null;
  /** Why it counts as silent; empty when it spoke. */
  readonly silence: string;
}

export interface Resolved {
  readonly heard: readonly Heard[];
  readonly strangers: readonly Stranger[];
}

export function resolve(sweep: Sweep, before: RingView | undefined): Resolved {
  const idsBefore = new Map<Address, Identifier>();
  for (const [id, { address }] of before?.memory.peers ?? []) idsBefore.set(address, id);

  const heard = new Map<Identifier, Heard>();
  const strangers: Stranger[] = [];
  for (const asked of sweep.asked) {
    const one = hear(asked, idsBefore.get(asked.address));
    const twin = one === undefined ? undefined : heard.get(one.id);
    if (one === undefined) {
      strangers.push({ address: asked.address, why: silenceOf(asked) });
    } else if (twin !== undefined && twin.status !== null && one.status !== null) {
      strangers.push({ address: one.address, why: `says it is ${one.id}, as ${twin.address} does` });
    } else if (twin === undefined || twin.status === null) {
      heard.set(one.id, one);
    }
  }
  return { heard: [...heard.values()], strangers };
}

function hear(asked: Asked, idBefore: Identifier | undefined): Heard | undefined {
  const { address, answer, isMonitored } = asked;
  const said = answer.kind === 'status' ? answer.status : null;
  const id = asked.id ?? said?.id ?? idBefore;
  if (id === undefined) return undefined;
  if (answer.kind === 'silent') {
    return { id, address, isMonitored, status: null, rttMs: null, silence: silenceOf(asked) };
  }
  if (answer.status.id !== id) {
    const silence = `at ${address} answers peer ${answer.status.id}`;
    return { id, address, isMonitored, status: null, rttMs: null, silence };
  }
  return { id, address, isMonitored, status: answer.status, rttMs: answer.rttMs, silence: '' };
}

function silenceOf({ address, answer }: Asked): string {
  if (answer.kind === 'status') return '';
  switch (answer.why) {
    case 'refused':
      return `nobody listens at ${address}`;
    case 'timeout':
      return `no answer from ${address}`;
    case 'garbage':
      return `something else answers at ${address}`;
  }
  return '';
}
