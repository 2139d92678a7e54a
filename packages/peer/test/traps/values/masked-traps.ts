// Mistakes that no client can notice as long as they are the only one, because something else stands behind. Planted all the same, so that the day on which
// one of them can be noticed is seen.

import { leaders, pairs, pauses, returns } from './value-stages.ts';
import type { ValueStage } from './value-trap.ts';
import type { Mistake } from '../plant.ts';

export interface MaskedTrap extends Mistake {
  readonly mistake: string;
  /** Why nobody is told anything wrong. */
  readonly why: string;
  readonly stages: readonly ValueStage[];
}

export const maskedTraps: readonly MaskedTrap[] = [
  {
    name: 'a holder takes writes from anybody',
    mistake: 'whoever says that it is the owner is believed',
    why: 'whoever is contested gives up its writes first, and the ring lets nobody in before an owner that lives',
    changes: [
      {
        file: 'keys/keeping/owning/grant.ts',
        before: 'return known.isHolder && known.term === term && isOwnedBy(known, owner);',
        after: 'return known.term >= 0 || isOwnedBy(known, owner) || term < 0;',
      },
    ],
    stages: [pauses],
  },
  {
    name: 'not found without asking',
    mistake: 'the owner does not ask the other holders before it says that a name is not stored',
    why: 'an owner that is sure has compared with every holder; the question is a second lock, against disks that forget',
    changes: [
      {
        file: 'keys/keeping/serving/request.ts',
        before: "if (unasked === undefined) return { kind: 'ask' };",
        after: '',
      },
      {
        file: 'keys/keeping/serving/request.ts',
        before: 'if (tenure.holders.some(({ id }) => unasked.has(id)))',
        after: 'if (tenure.holders.some(({ id }) => unasked?.has(id)))',
      },
    ],
    stages: [pairs, returns],
  },
  {
    name: 'granted before the disk has ended',
    mistake: 'a claim is granted while a version is being shown there',
    why: 'what is being shown then was never acknowledged, and may take effect at any later time',
    changes: [
      {
        file: 'keys/keeping/owning/grant.ts',
        before: 'if (isWritingIn(turn.state, territory)) {',
        after: 'if (n < 0 && isWritingIn(turn.state, territory)) {',
      },
    ],
    stages: [leaders],
  },
  {
    name: 'granted before the charter is on the disk',
    mistake: 'whoever claims an arc is answered before the answer is on the disk of whoever gives it',
    why: 'it takes a power cut in that very moment at everybody who knows of the claim, and everybody else is told again',
    changes: [
      {
        file: 'keys/keeping/owning/charter-desk.ts',
        before: 'charterTails: tail === undefined ? charterTails : [...charterTails, tail],',
        after: 'charterTails,',
      },
      {
        file: 'keys/keeping/owning/charter-desk.ts',
        before: '  save(turn);\n}\n\n/** One at a time',
        after:
          '  if (tail !== undefined) turn.send(tail.to, tail.message);\n  save(turn);\n}\n\n/** One at a time',
      },
    ],
    stages: [pairs, returns],
  },
];
