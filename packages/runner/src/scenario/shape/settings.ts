// The shapes of what a scenario sets up before its first phase: the ring, its peers, the load.

import { z } from 'zod';
import {
  hashRules,
  ownerRules,
  pingMinMs,
  presetNames,
  presets,
  routings,
  successorsLimit,
} from '@ringside/peer/settings';
import {
  loadVerbs,
  type ByteRange,
  type Group,
  type Load,
  type LoadStream,
  type RingRules,
  type Span,
} from '../language/index.ts';
import { byteRange, clockTime, rate, span } from './amounts.ts';
import { choice, list, whole } from './leaves.ts';
import { complain, exactlyOne, mapping } from './mapping.ts';
import { label, peerId, word } from './names.ts';
import { refuse, shown } from './words.ts';
import { defaultBytes } from './verbs.ts';

const replicasMax = 16;
const defaultReplicas = 3;
const pingMaxMs = 3_600_000;
export const peersLimit = 1_000;
const defaultPeersMax = 64;
const defaultTimeout: Span = {
  kind: 'max',
  of: [
    { kind: 'pings', pings: 8 },
    { kind: 'time', ms: 5_000 },
  ],
};

const ping = clockTime(`The ping interval: by the clock, at least ${pingMinMs}ms.`).refine(
  (ms) => ms >= pingMinMs && ms <= pingMaxMs,
  { error: ({ input }) => `${shown(input)} ms is no ping interval; peers ping every 200ms to 1h` },
);

export const ring: z.ZodType<RingRules> = mapping(
  'setting of a ring',
  'write it like {preset: chord, ping: 250ms}',
  {
    preset: choice(
      'no preset',
      presetNames,
      'classic: 8 bits, four-digit names, one successor at a time. chord: 32 bits, sha256, fingers. classic when absent; other settings override it.',
    ).optional(),
    bits: whole(1, 52, 'Ids are below 2^bits.').optional(),
    successors: whole(1, successorsLimit, 'Length of the successor list.').optional(),
    replicas: whole(
      1,
      replicasMax,
      'Copies of a value: its owner, and the next ones. 3 when absent.',
    ).optional(),
    ping: ping.optional(),
    hash: choice('no hash', hashRules, 'How a name becomes a key.').optional(),
    owner: choice('no owner rule', ownerRules, 'Who keeps a key that equals an id.').optional(),
    routing: choice('no routing', routings, 'Where a request may go next.').optional(),
  },
  { description: 'The rules of the ring.' },
).transform((raw): RingRules => {
  const base = presets[raw.preset ?? 'classic'];
  return {
    preset: base.preset,
    bits: raw.bits ?? base.bits,
    hash: raw.hash ?? base.hash,
    owner: raw.owner ?? base.owner,
    routing: raw.routing ?? base.routing,
    successors: raw.successors ?? base.successorsMax,
    replicas: raw.replicas ?? defaultReplicas,
    pingMs: raw.ping ?? base.pingMs,
  };
});

const members = ['count', 'ids', 'names'] as const;
const groupMend = 'write it like {count: 20} or {ids: [2, 4, 5]}';

const group = mapping(
  'word of a group',
  groupMend,
  {
    count: whole(1, peersLimit, 'So many peers, with drawn ids.').optional(),
    ids: list(peerId('An id.'), 'ids', 'write it like [2, 4, 5]', peersLimit).optional(),
    names: list(word('A name.'), 'names', 'write it like [ada, bob]', peersLimit)
      .meta({ description: 'Ids are hashed from these names.' })
      .optional(),
    peer: word('Another program: its name, bound by --peer-command.').optional(),
  },
  exactlyOne(members),
).transform((raw, context): Omit<Group, 'name'> => {
  const { count, ids, names, peer: program } = raw;
  const there = members.filter((member) => raw[member] !== undefined);
  if (there.length > 1)
    return complain(context, there[1], `${there.join(' and ')} do not go together; keep one of them`);
  if (count !== undefined) return { members: { kind: 'count', count }, program };
  if (ids !== undefined) return { members: { kind: 'ids', ids }, program };
  if (names !== undefined) return { members: { kind: 'names', names }, program };
  return complain(context, undefined, `nobody is in this group; ${groupMend}`);
});

export const groups: z.ZodType<readonly Group[]> = named(
  word('The name of the group.'),
  group,
  'write it like {core: {count: 20}}',
).meta({
  description: 'Groups of peers, by name. They run once a step starts them.',
});

const store = mapping('word', 'write it like {rate: 5/s, bytes: 200..2000}', {
  rate: rate('Stores a second.'),
  bytes: byteRange('How large the values are. 1000 bytes when absent.').optional(),
});
const asking = mapping('word', 'write it like {rate: 20/s}', { rate: rate('Operations a second.') });

const load = mapping(
  'word of a load',
  'write it like {request: {rate: 20/s}}',
  {
    store: store.meta({ description: 'Values are stored under drawn names.' }).optional(),
    request: asking.meta({ description: 'Values acknowledged so far are requested.' }).optional(),
    lookup: asking.meta({ description: 'Drawn names are looked up.' }).optional(),
    timeout: span('After this an operation counts as unknown. max(8p, 5s) when absent.').optional(),
  },
  { anyOf: loadVerbs.map((verb) => ({ required: [verb] })) },
).transform((raw, context): Omit<Load, 'name'> => {
  const streams = loadVerbs.flatMap((verb): LoadStream[] => {
    const stream: { readonly rate: number; readonly bytes?: ByteRange | undefined } | undefined = raw[verb];
    const bytes =
      verb === 'store' ? (stream?.bytes ?? { least: defaultBytes, most: defaultBytes }) : undefined;
    return stream === undefined ? [] : [{ verb, perSecond: stream.rate, bytes }];
  });
  if (streams.length === 0)
    return complain(context, undefined, 'this load asks for nothing; write store, request or lookup');
  return { streams, timeout: raw.timeout ?? defaultTimeout };
});

export const loads: z.ZodType<readonly Load[]> = named(
  label('The name of the load.'),
  load,
  'write it like {mixed: {store: {rate: 5/s}}}',
).meta({
  description: 'Loads, by name. A phase runs them while it lasts: during: mixed.',
});

export const limits: z.ZodType<number> = mapping(
  'limit',
  'write it like {peers: 100}',
  {
    peers: whole(
      1,
      peersLimit,
      `So many peers may run at the same time. ${defaultPeersMax} when absent.`,
    ).optional(),
  },
  { description: 'What the scenario may use of the machine.' },
).transform(({ peers }) => peers ?? defaultPeersMax);

export const withoutLimits: number = defaultPeersMax;

/** A mapping whose keys are words of the scenario's own. */
function named<Value extends object>(
  key: z.ZodType<string, string>,
  value: z.ZodType<Value>,
  mend: string,
): z.ZodType<readonly (Value & { readonly name: string })[]> {
  return z
    .record(key, value, { error: refuse('no mapping', mend) })
    .transform((raw) => Object.entries(raw).map(([name, each]) => ({ name, ...each })));
}
