// Through whom a peer in doubt is asked, and whose answer counts: the asker's side of relay.ts.

import { isSameContact, type Contact } from './contact.ts';
import { isHeldSilent } from './lists.ts';
import { clockwise } from './space.ts';
import type { Relay, RingState } from './state.ts';
import type { Turn } from './turn.ts';

const proxiesMax = 3;
/** So many behind a peer know it: for pred, and for pred of pred. */
const knownBehind = 2;

/** Asks that peer through one of three others, in turn. Give back what this returns until it has answered. */
export function askThrough(turn: Turn, target: Contact, relay: Relay | undefined, n: number): Relay {
  const { proxies, sinceN, times } = relay ?? {
    proxies: proxiesTo(turn.state, target),
    sinceN: n,
    times: 0,
  };
  const proxy = proxies[times % proxies.length];
  if (proxy !== undefined) {
    const message = { kind: 'relay-ping', n, asker: turn.state.self, target } as const;
    turn.send(proxy, message, 'datagram');
  }
  return { proxies, sinceN, times: times + 1 };
}

/** Was it asked through this one, with this question or an earlier one? */
export function isAskedThrough(relay: Relay | undefined, proxy: Contact, n: number): boolean {
  return relay !== undefined && n >= relay.sinceN && relay.proxies.some(({ id }) => id === proxy.id);
}

/** Was it last heard only through others? */
export function isOutOfReach({ watches }: RingState, contact: Contact): boolean {
  return watches.some((watch) => isSameContact(watch.contact, contact) && watch.isOutOfReach);
}

/** Those around it that should know it, first whom we hear all the time; then whoever else stands before it, in whose list it may be. */
function proxiesTo(state: RingState, target: Contact): readonly Contact[] {
  const { self, pred, succ, known, watches, options } = state;
  const around = [...pred.toReversed(), self, ...succ];
  const place = around.findIndex(({ id }) => id === target.id);
  const near = place < 0 ? [] : around.slice(0, place + knownBehind + 1);
  const isWatched = ({ id }: Contact): boolean => watches.some(({ contact }) => contact.id === id);
  const distance = ({ id }: Contact): number => clockwise(options.space, id, target.id);
  const isFit = (contact: Contact, index: number, all: readonly Contact[]): boolean =>
    contact.id !== self.id &&
    contact.id !== target.id &&
    all.findIndex(({ id }) => id === contact.id) === index &&
    !isHeldSilent(state, contact) &&
    !watches.some((watch) => watch.contact.id === contact.id && watch.probeAt !== undefined);
  const first = [...near.filter(isWatched), ...near].filter(isFit);
  if (first.length >= proxiesMax) return first.slice(0, proxiesMax);
  const others = [...known.values()].toSorted((a, b) => distance(a) - distance(b));
  return [...first, ...others].filter(isFit).slice(0, proxiesMax);
}
