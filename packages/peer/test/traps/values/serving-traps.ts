// Known mistakes of whoever serves stores and requests, each with the changes that make it. Data only.

import { blackouts, comings, disasters, fullDisks, leaders, returns, skewed } from './value-stages.ts';
import type { ValueTrap } from './value-trap.ts';

const ofValues: ValueTrap['rules'] = ['final', 'register'];
const keeping = 'keys/keeping';

export const servingTraps: readonly ValueTrap[] = [
  {
    name: 'acknowledged before it is on the disk',
    mistake: 'everybody says that it shows a version when it has only told its disk to',
    changes: [
      {
        file: `${keeping}/serving/replica.ts`,
        before: 'if (staged.isCommitting) return;',
        after: "turn.send(from, { kind: 'committed', n });\n  if (staged.isCommitting) return;",
      },
      {
        file: `${keeping}/serving/write.ts`,
        before: "const token = turn.begin({ kind: 'commit-write', write: n });",
        after: "acknowledge(turn, n);\n    const token = turn.begin({ kind: 'commit-write', write: n });",
      },
    ],
    stage: blackouts,
    rules: ofValues,
  },
  {
    name: 'acknowledged at one copy',
    mistake: 'the owner does not wait for the other holders',
    changes: [
      {
        file: `${keeping}/serving/write.ts`,
        before: "if (stage === 'committing' && holders.every(({ id }) => committed.has(id))) {",
        after: "if (stage === 'committing') {",
      },
      {
        file: `${keeping}/serving/write.ts`,
        before: "if (stage === 'preparing' && holders.every(({ id }) => prepared.has(id))) {",
        after: "if (stage === 'preparing') {",
      },
    ],
    stage: disasters,
    rules: [...ofValues, 'leave'],
  },
  {
    name: 'acknowledged with fewer copies than there may be',
    mistake: 'the owner goes on with the holders it has, though the ring has come to offer more',
    changes: [
      {
        file: `${keeping}/owning/desire.ts`,
        before: 'return 1 + (state.tenure?.holders.length ?? 0) < copiesWanted(state);',
        after: 'return copiesWanted(state) < 1;',
      },
    ],
    stage: comings,
    rules: ['copies'],
  },
  {
    name: 'an unsure owner says not found',
    mistake:
      'whoever does not have a name says that it is not stored, whether or not all who may have it were heard',
    changes: [
      { file: `${keeping}/serving/request.ts`, before: 'if (!tenure.isSure)', after: 'if (tenure.term < 0)' },
    ],
    stage: returns,
    rules: ['register'],
  },
  {
    name: 'shown here first',
    mistake: 'the owner shows a version before the other holders do, who may forget it',
    changes: [
      {
        file: `${keeping}/serving/write.ts`,
        before: "if (stage === 'preparing' && holders.every(({ id }) => prepared.has(id))) {",
        after:
          "if (stage === 'preparing' && !turn.state.ledger.get(entry.name)?.receipts.some((each) => each.request === write.request)) {\n    const token = turn.begin({ kind: 'keep', entry });\n    if ('bytes' in write.content) { const { bytes } = write.content; turn.effects.push({ kind: 'keep', token, entry, content: { bytes }, former: 'drop' }); }\n  }\n  if (stage === 'preparing' && holders.every(({ id }) => prepared.has(id))) {",
      },
    ],
    stage: leaders,
    rules: ['register'],
  },
  {
    name: 'obeyed twice',
    mistake: 'a request that comes again gives the value a version again',
    changes: [
      {
        file: `${keeping}/serving/request.ts`,
        before: 'if (held === undefined || receipt === undefined) return',
        after: 'if (held === undefined || receipt === undefined || receipt !== undefined) return',
      },
    ],
    stage: leaders,
    rules: ofValues,
  },
  {
    name: 'not stored, though shown',
    mistake: 'a write that some holder shows already is refused for certain',
    changes: [
      {
        file: `${keeping}/serving/write.ts`,
        before: 'code, isDefinite: !mayStand, message } as const;',
        after: 'code, isDefinite: true, message } as const;',
      },
    ],
    stage: fullDisks,
    rules: ofValues,
  },
  {
    name: 'not stored, though asked',
    mistake: 'whoever had no answer in time says that nothing was changed',
    changes: [
      {
        file: `${keeping}/serving/call.ts`,
        before: "mayStand: call.mayStand || wish.kind === 'store',",
        after: 'mayStand: false,',
      },
    ],
    stage: leaders,
    rules: ofValues,
  },
  {
    name: 'versions start anew',
    mistake: 'a new version does not look at the one before',
    changes: [
      {
        file: `${keeping}/serving/write-start.ts`,
        before: 'nextVersion(latest(turn, name), {',
        after: 'nextVersion(latest(turn, `${name} before`), {',
      },
    ],
    stage: skewed,
    rules: ofValues,
  },
];
