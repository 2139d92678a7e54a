// The protocol without merge, as Chord's papers have it: to see what merge is good for.

import { ringCore, type Core } from '../core.ts';

export const plainChord: Core = {
  ...ringCore,
  step(state, input, now) {
    return ringCore.step({ ...state, merge: { ...state.merge, at: Number.POSITIVE_INFINITY } }, input, now);
  },
};
