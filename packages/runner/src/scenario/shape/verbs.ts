// What stands behind each verb. What stands beside it is put in by step.ts.

import { z } from 'zod';
import type { Deed, Names, Step, Target, Verb } from '../language/index.ts';
import { burst, churn } from './churn.ts';
import { claim } from './condition.ts';
import { line, list, whole } from './leaves.ts';
import { link, partition } from './link.ts';
import { mapping } from './mapping.ts';
import { peerWords, valueName, word } from './names.ts';
import { target } from './target.ts';
import { refuse } from './words.ts';

const timesMax = 1_000;
const countMax = 1_000;
export const stepsMax = 1_000;
export const defaultBytes = 1_000;

/** For editors: the verbs, and what they do. */
export function verbShapes(steps: z.ZodType<Step>): Readonly<Record<Verb, z.ZodType<Deed>>> {
  return {
    start: peerWords('A group, or peers of groups.')
      .transform((all): Deed => ({ kind: 'start', words: all, how: 'given' }))
      .meta({ description: 'Start the peers of a group. Ends when all of them are members.' }),
    join: join.meta({
      description: 'Start peers and let them join the ring that runs. Ends when they are members.',
    }),
    leave: about('leave').meta({ description: 'Say good-bye and end. Ends when the peer has gone.' }),
    kill: about('kill').meta({ description: 'End without warning (SIGKILL).' }),
    pause: target
      .transform((who): Deed => ({ kind: 'pause', target: who, for: undefined }))
      .meta({ description: 'Stand still (SIGSTOP), until resume, or for a time.' }),
    resume: about('resume').meta({ description: 'Go on after pause (SIGCONT).' }),
    restart: about('restart').meta({
      description:
        'Start again with what was stored. Who still runs is killed first. Ends when the peer is a member.',
    }),
    partition,
    heal: z
      .union([word('The name (as) of a partition or a link.'), z.literal('all')], {
        error: refuse('no fault', 'write the name that `as` gave it, or all'),
      })
      .transform((fault): Deed => ({ kind: 'heal', fault }))
      .meta({ description: 'End a partition or what a link suffers; all ends every one.' }),
    link,
    store: namesOf('A value is stored.')
      .transform((names): Deed => ({ kind: 'store', names, via: undefined, value: drawnBytes }))
      .meta({
        description: 'Store a value under a name, or {count: 20} under drawn names. Ends when acknowledged.',
      }),
    request: namesOf('A value is requested.')
      .transform((names): Deed => ({
        kind: 'request',
        names,
        via: undefined,
        to: undefined,
        answer: 'found',
      }))
      .meta({ description: 'Fetch a value, or {count: 20} of those stored so far.' }),
    lookup: namesOf('The keeper of a name is looked up.')
      .transform((names): Deed => ({ kind: 'lookup', names, via: undefined }))
      .meta({ description: 'Ask who keeps a name, or {count: 20} drawn ones.' }),
    churn,
    burst,
    wait: claim
      .transform((each): Deed => ({ kind: 'wait', claim: each }))
      .meta({ description: 'Go on as soon as this is true; within says how long that may take.' }),
    expect: claim
      .transform((each): Deed => ({ kind: 'expect', claim: each }))
      .meta({ description: 'This is true now, or the run has not held.' }),
    mark: line(100, 'A line for the record, to find the place again.').transform((text): Deed => ({
      kind: 'mark',
      text,
    })),
    parallel: list(branch(steps), 'branches', 'each is a step or a list of steps', 20)
      .transform((branches): Deed => ({ kind: 'parallel', branches }))
      .meta({
        description:
          'Branches that are played side by side; each is a step or a list of steps. Ends with the last.',
      }),
    repeat: mapping('word of repeat', 'write it like {times: 3, do: [...]}', {
      times: whole(1, timesMax, 'How often.'),
      do: list(steps, 'steps', 'write at least one step', stepsMax),
    })
      .transform((raw): Deed => ({ kind: 'repeat', ...raw }))
      .meta({ description: 'The same steps again and again; what is drawn is drawn anew.' }),
  };
}

const drawnBytes = { kind: 'bytes', bytes: { least: defaultBytes, most: defaultBytes } } as const;

function about(kind: 'leave' | 'kill' | 'resume' | 'restart'): z.ZodType<Deed> {
  return target.transform((who: Target): Deed => ({ kind, target: who }));
}

const fresh = mapping('word', 'write {fresh: 3}', {
  fresh: whole(1, countMax, 'So many peers with drawn ids.'),
});
const joinMend = 'write an id, a name, a list of them, or {fresh: 3}';
const join = z.union(
  [
    peerWords('Ids or names. An id that was never there is lawful.').transform((all): Deed => ({
      kind: 'join',
      who: { kind: 'named', words: all },
      via: undefined,
    })),
    fresh.transform((raw): Deed => ({
      kind: 'join',
      who: { kind: 'fresh', count: raw.fresh },
      via: undefined,
    })),
  ],
  { error: refuse('no joiner', joinMend) },
);

function namesOf(description: string): z.ZodType<Names> {
  const drawn = mapping('word', 'write {count: 20}', { count: whole(1, countMax, 'So many.') });
  return z
    .union(
      [
        valueName(description).transform((name): Names => ({ kind: 'name', name })),
        drawn.transform(({ count }): Names => ({ kind: 'drawn', count })),
      ],
      { error: refuse('no name of a value', 'a name is text, so put it in quotes: "2067"') },
    )
    .meta({ description });
}

function branch(step: z.ZodType<Step>): z.ZodType<Step | readonly Step[]> {
  const several = list(step, 'steps', 'write at least one step', stepsMax);
  return z.union([step, several], { error: refuse('no branch', 'write a step, or a list of steps') });
}
