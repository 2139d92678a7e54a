// The known traps of the ring protocol, one after the other, each with the one change that sets it. Data only.

import { longPartition, massDeath, rebirths, ringOfTwo, smallCircle, swarm, twins } from './stages.ts';
import type { Trap } from './trap.ts';

export const traps: readonly Trap[] = [
  {
    name: 'adopting a candidate unchecked',
    mistake: 'a peer nearer than the head is taken for the successor on the word of the head',
    changes: [
      {
        file: 'stabilize.ts',
        before: `return turn.send(nearer, { kind: 'ask-state', n });`,
        after: `return onCandidateAnswer(turn, nearer, { ...answer, succ: [head, ...answer.succ] }, op.reason);`,
      },
    ],
    stage: swarm,
    rules: ['candidates'],
  },
  {
    name: 'list not reconciled',
    mistake: 'the head is asked, and its list is not taken over',
    changes: [
      {
        file: 'stabilize.ts',
        before: 'setSucc(turn, successorList(turn.state, head, rest), op.reason, op.by);',
        after: 'setSucc(turn, [head, ...turn.state.succ.slice(1)], op.reason, op.by);',
      },
    ],
    stage: swarm,
    rules: ['recovery', 'live-successor', 'principals'],
  },
  {
    name: 'list out of order accepted',
    mistake: 'a list is taken over as it comes, past our own place and round the ring',
    changes: [
      {
        file: 'lists.ts',
        before: '(list.length > 0 && !between(options.space, last, contact.id, self.id))',
        after: 'list.includes(contact)',
      },
    ],
    stage: rebirths,
    rules: ['lists'],
  },
  {
    name: 'rectify without a probe',
    mistake: 'whoever notifies takes the place of pred, although pred lives',
    changes: [
      { file: 'rectify.ts', before: 'startProbing(turn, nearest);', after: 'setPred(turn, from, beyond);' },
    ],
    stage: swarm,
    rules: ['rectify', 'lookups'],
  },
  {
    name: 'lower epoch accepted',
    mistake: 'a list may name a former life of a peer that is known in a later one',
    changes: [
      {
        file: 'lists.ts',
        before: 'known !== undefined && known.epoch > contact.epoch ? known : contact',
        after: 'contact',
      },
    ],
    stage: rebirths,
    rules: ['epochs'],
  },
  {
    name: 'lower epoch accepted: from the peer itself',
    mistake: 'a former life is listened to, although a later one was heard',
    changes: [
      {
        file: 'known.ts',
        before: '(turn.state.known.get(contact.id)?.epoch ?? 0) > contact.epoch',
        after: 'contact.epoch < 0',
      },
    ],
    stage: twins,
    rules: ['epochs'],
  },
  {
    name: '"busy" answers',
    mistake: 'whoever has a question of its own open answers none',
    changes: [
      {
        file: 'answers.ts',
        before: 'const answer = takesPart(phase)',
        after: 'if (turn.state.op !== undefined) return;\n  const answer = takesPart(phase)',
      },
      {
        file: 'answers.ts',
        before: 'const { state } = turn;',
        after: 'const { state } = turn;\n  if (state.op !== undefined) return;',
      },
    ],
    stage: ringOfTwo,
    rules: ['recovery', 'live-successor'],
  },
  {
    name: 'no merge',
    mistake: 'nobody outside our own lists is ever asked',
    changes: [
      {
        file: 'merge.ts',
        before: 'if (merge.at > now) return;',
        after: 'return change(turn, { at: Number.POSITIVE_INFINITY });',
      },
    ],
    stage: longPartition,
    rules: ['recovery'],
  },
  {
    name: 'no refill',
    mistake: 'who has lost its whole list asks nobody it ever knew',
    changes: [{ file: 'refill.ts', before: '.slice(0, askedAtOnce)', after: '.slice(0, 0)' }],
    stage: massDeath,
    rules: ['refill'],
  },
  {
    name: 'list of one',
    mistake: 'only the head is kept',
    changes: [
      { file: 'lists.ts', before: 'list.length === options.successorsMax', after: 'list.length === 1' },
    ],
    stage: swarm,
    rules: ['recovery', 'live-successor', 'principals'],
  },
  {
    name: 'verdict on hearsay',
    mistake: 'a peer that another list does not name any more is held dead',
    changes: [
      {
        file: 'neighbours.ts',
        before: '!isHeldSilent(turn.state, contact)) startProbing(turn, contact);',
        after: '!isHeldSilent(turn.state, contact)) bury(turn, contact, 0);',
      },
      {
        file: 'neighbours.ts',
        before: 'import { isSameContact,',
        after: `import { bury } from './bury.ts';\nimport { isSameContact,`,
      },
    ],
    stage: swarm,
    rules: ['verdicts'],
  },
  {
    name: 'deadlines not moved after a pause',
    mistake: 'time in which a peer could do nothing counts as time in which the others were silent',
    changes: [{ file: 'step.ts', before: 'turn.state = postponed(turn.state, lateMs);', after: '' }],
    stage: swarm,
    rules: ['bounds', 'verdicts'],
  },
  {
    name: 'a question to a live non-member retried for ever',
    mistake: 'NOT-MEMBER is an invitation to ask again',
    changes: [
      {
        file: 'stabilize.ts',
        before: 'if (op?.n !== n) return;',
        after: `if (op?.n !== n) return;
  if (isNoMember && op.kind !== 'refill') {
    turn.send(op.kind === 'candidate' ? op.contact : (op.candidate ?? op.head), { kind: 'ask-state', n });
    const later = { askedAt: turn.now, giveUpAt: turn.now + retryMs, retryAt: turn.now + retryMs };
    return turn.set({ op: { ...op, ...later } });
  }`,
      },
    ],
    stage: rebirths,
    rules: ['bounds', 'recovery'],
  },
  {
    name: 'modulo 2^bits - 1',
    mistake: 'the first and the last id of the circle are one',
    changes: [
      { file: 'space.ts', before: 'value % space.size;', after: 'value % (space.size - 1);' },
      {
        file: 'space.ts',
        before: 'const steps = to - from;',
        after: 'const steps = (to - from) % (space.size - 1);',
      },
    ],
    stage: smallCircle,
    rules: ['lists', 'rectify', 'lookups', 'principals', 'one-ring', 'live-successor', 'recovery'],
  },
  {
    name: 'id 0 treated as absent',
    mistake: 'a list ends where peer 0 stands in it',
    changes: [
      {
        file: 'lists.ts',
        before: 'contact.id === self.id || (list',
        after: '!contact.id || contact.id === self.id || (list',
      },
    ],
    stage: smallCircle,
    rules: ['refill', 'recovery', 'principals', 'one-ring', 'live-successor'],
  },
];
