// The shape of a step: one verb, what it is about, and beside it whatever that verb allows.

import { z } from 'zod';
import { answers, startWays, type Deed, type Step, type Verb } from '../language/index.ts';
import { byteRange, span } from './amounts.ts';
import { claim } from './condition.ts';
import { choice } from './leaves.ts';
import { complain, exactlyOne, mapping, theOne } from './mapping.ts';
import { innerPath, word } from './names.ts';
import { target } from './target.ts';
import { verbShapes } from './verbs.ts';

const mend = 'write it like {kill: 9}';

/** A step in a step. */
const nested: z.ZodType<Step> = z.lazy(() => step);
const deeds = verbShapes(nested);
const verbs = Object.keys(deeds) as readonly Verb[]; // oxlint-disable-line typescript/no-unsafe-type-assertion -- The keys of a closed table.

const limited = verbs.filter((verb) => !['expect', 'mark', 'parallel', 'repeat'].includes(verb));

/** Which verbs may have what beside them. */
const allowed: Readonly<Record<keyof typeof beside, readonly Verb[]>> = {
  how: ['start'],
  via: ['join', 'store', 'request', 'lookup'],
  from: ['store'],
  bytes: ['store'],
  to: ['request'],
  answer: ['request'],
  for: ['pause', 'partition', 'link'],
  as: ['leave', 'kill', 'pause', 'restart', 'join', 'partition', 'link'],
  within: limited,
  until: limited.filter((verb) => verb !== 'wait'),
};

const beside = {
  how: choice(
    'no way to start',
    startWays,
    'given (default): each is told its neighbours; only while no ring runs. Or join-one-by-one, join-at-once.',
  ).optional(),
  via: target.meta({ description: 'The peer that is asked; any one when absent.' }).optional(),
  from: innerPath('The file to store, beside the scenario.').optional(),
  bytes: byteRange('How many drawn bytes to store. 1000 when absent.').optional(),
  to: innerPath('Where to put the value, in the folder of the run.').optional(),
  answer: choice(
    'no answer',
    answers,
    'What must come back: found (default), not-found or unavailable.',
  ).optional(),
  for: span('The fault ends by itself after this, and the step with it.').optional(),
  as: word('Names the peers chosen here, or the fault, for later steps.').optional(),
  within: span('How long the whole step may take.').optional(),
  until: claim
    .meta({ description: 'What to wait for once the deed is done, before the next step.' })
    .optional(),
};

const besideNames = Object.keys(beside) as readonly (keyof typeof beside)[]; // oxlint-disable-line typescript/no-unsafe-type-assertion -- The keys of a closed table.

const noSleep =
  'there is no sleep here; wait for what the sleep should bring about, such as wait: {ring: ideal}';
/** What is looked for in a step, and stands elsewhere or nowhere. */
const hints = {
  sleep: noSleep,
  delay: noSleep,
  hold: 'hold stands in the condition; write it like wait: {ring: ideal, hold: 2}',
  run: 'no scenario runs a program; other peers are bound on the command line, with --peer-command',
};

export const step: z.ZodType<Step> = mapping(
  'step',
  mend,
  { ...optional(deeds), ...beside },
  {
    id: 'step',
    description: 'One thing to do. Ends on a condition with a limit, never on a sleep.',
    ...exactlyOne(verbs),
    dependentRequired: { wait: ['within'], until: ['within'] },
    dependentSchemas: Object.fromEntries(
      besideNames.map((name) => [name, { anyOf: allowed[name].map((verb) => ({ required: [verb] })) }]),
    ),
  },
  { offered: verbs, hints },
).transform(toStep);

type RawBeside = { readonly [Name in keyof typeof beside]?: z.output<(typeof beside)[Name]> };
type Raw = { readonly [Name in Verb]?: Deed | undefined } & RawBeside;

function toStep(raw: Raw, context: z.RefinementCtx): Step {
  const verb = theOne(raw, verbs, 'the verb', context);
  const deed = verb === undefined ? undefined : raw[verb];
  if (verb === undefined || deed === undefined) return z.NEVER;
  const stray = besideNames.find((name) => raw[name] !== undefined && !allowed[name].includes(verb));
  if (stray !== undefined) {
    return complain(
      context,
      stray,
      `${stray} does not go with ${verb}; it belongs to ${allowed[stray].join(', ')}`,
    );
  }
  if (raw.within === undefined && (verb === 'wait' || raw.until !== undefined)) {
    const waiting = verb === 'wait' ? 'wait' : 'until';
    return complain(context, waiting, `${waiting} has no limit; put within beside it, such as within: 20p`);
  }
  if (raw.for !== undefined && raw.until !== undefined) {
    return complain(context, 'until', 'for and until both say how long; keep one of them');
  }
  return { ...withBeside(deed, raw, context), as: raw.as, within: raw.within, until: raw.until };
}

function withBeside(deed: Deed, raw: RawBeside, context: z.RefinementCtx): Deed {
  switch (deed.kind) {
    case 'start':
      return { ...deed, how: raw.how ?? deed.how };
    case 'join':
    case 'lookup':
      return { ...deed, via: raw.via };
    case 'pause':
    case 'partition':
    case 'link':
      return { ...deed, for: raw.for };
    case 'store': {
      if (raw.from !== undefined && raw.bytes !== undefined) {
        return complain(context, 'bytes', 'from and bytes both say what is stored; keep one of them');
      }
      if (raw.from !== undefined && deed.names.kind === 'drawn') {
        return complain(
          context,
          'from',
          'one file under many names is not stored; write bytes in place of from',
        );
      }
      const bytes = raw.bytes === undefined ? deed.value : ({ kind: 'bytes', bytes: raw.bytes } as const);
      return {
        ...deed,
        via: raw.via,
        value: raw.from === undefined ? bytes : { kind: 'file', path: raw.from },
      };
    }
    case 'request':
      if (raw.to !== undefined && deed.names.kind === 'drawn') {
        return complain(context, 'to', 'many values do not go into one file; take to out');
      }
      return { ...deed, via: raw.via, to: raw.to, answer: raw.answer ?? deed.answer };
    default:
      return deed;
  }
}

function optional(
  all: Readonly<Record<Verb, z.ZodType<Deed>>>,
): Record<Verb, z.ZodOptional<z.ZodType<Deed>>> {
  const entries = Object.entries<z.ZodType<Deed>>(all).map(([key, each]) => [key, each.optional()]);
  return Object.fromEntries(entries) as Record<Verb, z.ZodOptional<z.ZodType<Deed>>>; // oxlint-disable-line typescript/no-unsafe-type-assertion -- The same keys.
}
