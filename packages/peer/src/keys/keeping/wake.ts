// When the keeper wants to be woken: looks at every deadline there is.

import { asideAt, isUnderWay } from './serving/call-patience.ts';
import type { Millis } from '../../ring/state.ts';
import type { KeeperState } from './state.ts';

/** The next moment at which something is due; Infinity when nothing is. */
export function keeperWakeAt(state: KeeperState): Millis {
  const { asks, bid, tenure, waiting, staged, calls, wants, strayAt, pulseAt, absence } = state;
  let next = Math.min(strayAt, bid?.againAt ?? Infinity, tenure?.sweepAt ?? Infinity);
  if (absence !== undefined) next = Math.min(next, absence.askAt);
  if (tenure !== undefined) next = Math.min(next, pulseAt);
  for (const { againAt } of asks) next = Math.min(next, againAt);
  for (const { until } of waiting) next = Math.min(next, until);
  for (const { until, isReady, isCommitting } of staged.values())
    if (isReady && !isCommitting) next = Math.min(next, until);
  for (const call of calls.values())
    next = Math.min(next, call.againAt, asideAt(call), isUnderWay(call) ? Infinity : call.giveUpAt);
  for (const { under, againAt } of wants.values()) if (under === undefined) next = Math.min(next, againAt);
  return next;
}
