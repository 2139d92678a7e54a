// Known mistakes with copies: made, compared, dropped. Data only.

import { comings, cutOff, disasters, rotting } from './value-stages.ts';
import type { ValueTrap } from './value-trap.ts';

const ofValues: ValueTrap['rules'] = ['final', 'register'];
const keeping = 'keys/keeping';

export const copyingTraps: readonly ValueTrap[] = [
  {
    name: 'dropped before the proof',
    mistake: 'a copy that nobody counts on goes although its owner lacks it',
    changes: [
      { file: `${keeping}/copying/strays.ts`, before: 'if (!isProved || !isActing) return;', after: '' },
      {
        file: `${keeping}/copying/strays.ts`,
        before: 'if (ours.length > 0) return offer(turn, source, territory);',
        after: '',
      },
    ],
    stage: cutOff,
    rules: [...ofValues, 'leave'],
  },
  {
    name: 'no digest',
    mistake: 'whoever is asked what it holds says: the same as you',
    changes: [
      {
        file: 'keys/ledger/compare.ts',
        before: 'if (isSamePrint(own, print)) return',
        after: 'if (own.count >= 0) return',
      },
    ],
    stage: comings,
    rules: [...ofValues, 'leave'],
  },
  {
    name: 'a damaged file is served',
    mistake: 'nobody looks at checksums',
    changes: [
      {
        file: 'sim/values/disk.ts',
        before: 'if (value === undefined || value.isRotten)\n',
        after: 'if (value === undefined)\n',
      },
    ],
    stage: rotting,
    rules: ofValues,
  },
  {
    name: 'no copy after a takeover',
    mistake: 'the owner takes its holders to have everything, and does not ask them to fetch it',
    changes: [
      {
        file: `${keeping}/owning/tenure.ts`,
        before:
          "for (const contact of holders) ask(turn, contact, { kind: 'copy', n: copyN, term, territory });",
        after:
          'turn.set({ tenure: { ...tenure, isSettled: true, copied: new Set(holders.map(({ id }) => id)) } });',
      },
    ],
    stage: disasters,
    rules: [...ofValues, 'leave'],
  },
  {
    name: 'strays are never offered',
    mistake: 'whoever holds what belongs elsewhere keeps it to itself',
    changes: [
      {
        file: `${keeping}/copying/strays.ts`,
        before: 'if (ours.length > 0) return offer(turn, source, territory);',
        after: 'if (ours.length > 0) return;',
      },
    ],
    stage: cutOff,
    rules: [...ofValues, 'leave'],
  },
];
