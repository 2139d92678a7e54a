// Random scenarios as plain values, right by construction: what a file would hold. For properties.

import fc from 'fast-check';
import type { Json } from '../../src/scenario/index.ts';

type Arbitrary = fc.Arbitrary<Json>;

// At intervals of five seconds and under load an hour of the simulator's time would take a minute of ours.
const pings = fc.integer({ min: 1, max: 60 }).map((count) => `${count}p`);
const clock = fc.oneof(
  fc.integer({ min: 1, max: 60 }).map((seconds) => `${seconds}s`),
  fc.integer({ min: 1, max: 5_000 }).map((ms) => `${ms}ms`),
);
const span: fc.Arbitrary<string> = fc.oneof(
  pings,
  clock,
  fc.tuple(pings, clock).map(([a, b]) => `max(${a}, ${b})`),
);
const share = fc.integer({ min: 1, max: 100 }).map((percent) => `${percent}%`);
const text = fc
  .stringMatching(/^[\p{L}\p{N} :#'"{}[\],&*!|>%@`-]{1,30}$/u)
  .filter((each) => each.trim() !== '');

const count: Arbitrary = fc.oneof(
  fc.nat(100),
  fc
    .tuple(fc.constantFrom('>=', '<=', '==', '<', '>'), fc.nat(100))
    .map(([operator, value]) => `${operator} ${value}`),
);

const leaf: Arbitrary = fc.oneof(
  fc.record({ ring: fc.constantFrom('ideal', 'valid', 'connected') }),
  fc.record({ alive: count }),
  fc.record({ unmonitored: count }),
  fc.record({ keys: fc.constant('acknowledged'), readable: fc.oneof(fc.constant('all'), share) }),
  fc.record({ event: fc.constantFrom('died', 'joined') }),
  fc.record({ log: text }),
  fc.record({ load: fc.record({ attempted: fc.nat(100) }) }),
);

const condition: Arbitrary = fc.letrec<{ any: Json }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record({ all: fc.array(tie('any'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('any') }),
  ),
})).any;

/** Waits until the ring is ideal, so that whatever follows finds it settled. */
const settled: Json = { wait: { ring: 'ideal', hold: 2 }, within: '40p' };

/** Steps that may stand anywhere once the ring runs: nobody is named whom chance could have taken. */
const calmStep: Arbitrary = fc.oneof(
  fc.record({ wait: condition, within: span }),
  fc.record({ expect: condition }),
  fc.record({ mark: text }),
  fc.record({ store: fc.record({ count: fc.integer({ min: 1, max: 5 }) }), bytes: fc.constant('10..2000') }),
  fc.record({ lookup: fc.record({ count: fc.integer({ min: 1, max: 5 }) }) }),
  fc.record({ join: fc.record({ fresh: fc.integer({ min: 1, max: 3 }) }) }),
  fc.record({ kill: fc.constant({ any: 1 }) }),
  fc.record({ leave: fc.constant({ adjacent: 1 }) }),
  fc.record({ pause: fc.constant({ any: 1 }), for: span }),
  fc.record({
    partition: fc.record({ sides: fc.tuple(fc.record({ arc: share }), fc.constant('rest')) }),
    for: span,
  }),
  fc.record({
    link: fc.record({ between: fc.tuple(fc.constant({ any: 1 }), fc.constant('rest')), loss: share }),
    for: span,
  }),
  fc.record({ restart: fc.constant({ any: 1 }) }),
);

const churnStep: Arbitrary = fc.record({
  churn: fc.record({
    for: fc.integer({ min: 30, max: 120 }).map((seconds) => `${seconds}s`),
    replace: fc.integer({ min: 10, max: 150 }).map((percent) => `${percent}% per 30s`),
    kinds: fc.record({ leave: fc.nat(5), kill: fc.integer({ min: 1, max: 9 }), pause: fc.nat(3) }),
    fresh: share,
    'min-alive': fc.integer({ min: 1, max: 5 }),
    'pause-for': span,
  }),
});

/** A peer must know all holders of what it owns. */
const ring: Arbitrary = fc
  .record({
    preset: fc.constant('chord'),
    bits: fc.integer({ min: 16, max: 52 }),
    successors: fc.integer({ min: 2, max: 8 }),
    replicas: fc.integer({ min: 2, max: 5 }),
    ping: fc.constantFrom('250ms', '1s', '3s', '5s'),
  })
  .map((rules) => ({ ...rules, replicas: Math.min(rules.replicas, rules.successors + 1) }));

const repeated: Arbitrary = fc.record({
  repeat: fc.record({
    times: fc.integer({ min: 1, max: 3 }),
    do: fc.array(calmStep, { minLength: 1, maxLength: 2 }),
  }),
});

const parallel: Arbitrary = fc.record({
  parallel: fc.array(fc.oneof(calmStep, fc.array(calmStep, { minLength: 1, maxLength: 2 })), {
    minLength: 1,
    maxLength: 3,
  }),
});

/** A ring of some peers that are started, and then whatever comes. `later`: what steps come. */
function scenarios(later: Arbitrary): Arbitrary {
  return fc
    .record({
      ring,
      seed: fc.nat(1_000_000),
      count: fc.integer({ min: 12, max: 40 }),
      always: fc.array(fc.record({ ring: fc.constantFrom('connected', 'valid'), name: text }), {
        minLength: 1,
        maxLength: 2,
      }),
      description: text,
      steps: fc.array(later, { maxLength: 5 }),
    })
    .map(({ ring: rules, seed, count: peers, always, description, steps }) => ({
      ringside: 1,
      name: 'drawn',
      description,
      seed,
      ring: rules,
      peers: { core: { count: peers } },
      limits: { peers: 200 },
      load: { mixed: { store: { rate: '5/s' }, lookup: { rate: '20/s' }, timeout: '8p' } },
      phases: [
        { name: 'start', do: [{ start: 'core' }, settled] },
        { name: 'later', during: 'mixed', do: [settled, ...steps] },
      ],
      always,
      finally: [{ ring: 'ideal' }],
      thresholds: { 'store-ok{phase=later}': 'rate >= 99%' },
    }));
}

/** Of every kind of step. */
export const arbitraryScenario: Arbitrary = scenarios(fc.oneof(calmStep, churnStep, repeated, parallel));

/** Churns of all kinds, with and without rest between them. */
export const arbitraryChurn: Arbitrary = scenarios(fc.oneof(churnStep, churnStep, fc.constant(settled)));
