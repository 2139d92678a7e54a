// Where the ring and the keeper of one peer meet: what the keeper sees of the ring, and what it asks of it. Both cores stay apart; their host hands on.

import { isSameContact, isSameLine } from '../../ring/contact.ts';
import type { Input } from '../../ring/input.ts';
import { standsAlone } from '../../ring/routing.ts';
import { refillPauseMaxMs, type RingState } from '../../ring/state.ts';
import type { KeeperEffect } from './effect.ts';
import type { View } from './state.ts';

/** What the keeper sees; undefined when nothing of it has changed since `before`. */
export function viewOf(state: RingState, before: RingState | undefined): View | undefined {
  const isSame =
    before !== undefined &&
    before.phase === state.phase &&
    before.pred === state.pred &&
    before.succ === state.succ &&
    before.silent === state.silent &&
    before.isAlone === state.isAlone &&
    before.refillPauseMs === state.refillPauseMs;
  if (isSame) return undefined;
  const view = seen(state);
  return before !== undefined && isSameView(view, seen(before)) ? undefined : view;
}

function seen(state: RingState): View {
  const { phase, pred, succ, silent } = state;
  // A first member whose next peers have not come up yet: what it took for its own meanwhile they would have to claim from it, all of them from all.
  const isEarly = state.given.length > 0 && state.refillPauseMs < refillPauseMaxMs;
  const isAlone = succ.length === 0 && standsAlone(state) && !isEarly;
  return { phase, pred: pred[0], succ, silent: silent.map(({ contact }) => contact), isAlone };
}

function isSameView(a: View, b: View): boolean {
  const isSamePred = a.pred === undefined ? b.pred === undefined : isSameContact(a.pred, b.pred);
  return (
    isSamePred &&
    a.phase === b.phase &&
    a.isAlone === b.isAlone &&
    isSameLine(a.succ, b.succ) &&
    isSameLine(a.silent, b.silent)
  );
}

/** What the ring is asked for, when it is a matter of the ring. */
export function ringInputOf(effect: KeeperEffect): Input | undefined {
  switch (effect.kind) {
    case 'find': {
      const { tag, seek, key, purpose, name } = effect;
      // A walk has to be for something; one for no name is told to nobody.
      const isUpkeep = purpose === 'upkeep';
      return isUpkeep
        ? { kind: 'lookup', tag, seek, key, purpose: 'lookup', name: null }
        : { kind: 'lookup', tag, seek, key, purpose, name };
    }
    case 'doubt':
      return { kind: 'doubt', contact: effect.contact };
    default:
      return undefined;
  }
}
