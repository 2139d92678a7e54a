// Known mistakes of whoever owns a territory, or grants one. Data only.

import { leavings, pairs, pauses, returns } from './value-stages.ts';
import type { ValueTrap } from './value-trap.ts';

const ofValues: ValueTrap['rules'] = ['final', 'register'];
const keeping = 'keys/keeping';

export const owningTraps: readonly ValueTrap[] = [
  {
    name: 'the others are not told',
    mistake: 'peers that held copies before do not hear that a tenure began without them',
    changes: [
      {
        file: `${keeping}/owning/opening.ts`,
        before: 'for (const contact of bid.others) ask(turn, contact, openOf(bid, false, false));',
        after: 'changeBid(turn, { told: new Set([...bid.holders, ...bid.others].map(({ id }) => id)) });',
      },
    ],
    stage: pairs,
    rules: ofValues,
  },
  {
    name: 'whoever slept serves on',
    mistake: 'a peer that was stopped goes on as the owner, as if nobody had held it dead',
    changes: [
      {
        file: `${keeping}/view.ts`,
        before: 'if (lateMs < sleptShare * options.pingMs) return;',
        after: 'if (lateMs >= 0) return;',
      },
    ],
    stage: pauses,
    rules: ofValues,
  },
  {
    name: 'leaves without handing over',
    mistake: 'whoever leaves does not wait until others hold what it held',
    changes: [
      {
        file: `${keeping}/owning/depart.ts`,
        before:
          'if (waiting.length > 0 || departure.lookAt > turn.now || !isHeldByOthers(turn)) return;\n  if (hasStrays(turn)) {',
        after:
          'if (waiting.length < 0 && isHeldByOthers(turn)) return;\n  if (departure.n < 0 && hasStrays(turn)) {',
      },
    ],
    stage: leavings,
    rules: ['leave', ...ofValues],
  },
  {
    name: 'believes its old charter',
    mistake: 'whoever starts again takes what it knew in its former life for true',
    changes: [
      {
        file: `${keeping}/owning/charter.ts`,
        before: 'isDormant: each.wholeTerm >= 0,',
        after: 'isDormant: each.wholeTerm < -1,',
      },
    ],
    stage: returns,
    rules: ofValues,
  },
];
