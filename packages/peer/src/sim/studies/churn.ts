// Study: lookups while members come and go, half of them within 84 s (Rhea, Geels, Roscoe and Kubiatowicz 2004, "Handling churn in a DHT").

import { Chance } from '../chance.ts';
import { churn as perform, type Churn, type ChurnOutcome } from './churning-ring.ts';
import { atLeast, atMost, reported, type Figure, type Measured } from './figure.ts';
import { mean, percentile } from './statistics.ts';
import type { Study } from './study.ts';

type Name = 'peers' | 'seconds' | 'session' | 'successors' | 'lookups';

const settleMs = 60_000;
const crashes = ['killed', 'silent'] as const;

export const churn: Study<Name, Churn, ChurnOutcome> = {
  claim:
    'Median session 84 s (half crash, half leave), 1,000 peers, T = 3 s, lists of 8: >= 99.9 % of lookups right in one call of 9 s, all after one retry, <= 600 bytes a second and peer.',
  flags: {
    peers: { value: 1_000, least: 10, most: 100_000, says: 'size of the ring' },
    seconds: { value: 300, least: 1, most: 1_000_000, says: 'virtual seconds that count, after one minute' },
    session: { value: 84, least: 1, most: 1_000_000, says: 'median session in seconds' },
    successors: { value: 8, least: 1, most: 64, says: 'length of the successor lists' },
    lookups: { value: 20, least: 1, most: 100_000, says: 'lookups a second, in the whole ring' },
  },

  plan({ peers, seconds, session, successors, lookups }, seed) {
    const chance = new Chance(seed);
    return crashes.map((crash) => ({
      seed: chance.below(2 ** 31),
      peers,
      successorsMax: successors,
      medianSessionMs: session * 1_000,
      crash,
      lookupsPerSecond: lookups,
      settleMs,
      lastsMs: seconds * 1_000,
    }));
  },

  perform,

  conclude(results) {
    return { figures: results.flatMap(figuresOf) };
  },
};

function figuresOf({ crash, calls, peerSeconds, traffic, ...outcome }: ChurnOutcome): Figure[] {
  const about = crash === 'killed' ? 'crashes of processes' : 'crashes of machines';
  const cases = calls.length;
  const share = (what: string, count: number): Measured => ({
    what: `${about}: ${what}`,
    unit: 'share',
    value: count / cases,
    cases,
  });
  const rate = (what: string, count: number, unit = 'bytes/s/peer'): Measured => ({
    what: `${about}: ${what}`,
    unit,
    value: count / peerSeconds,
    cases: Math.round(peerSeconds),
  });
  const count = (what: string, value: number): Measured => ({
    what: `${about}: ${what}`,
    unit: '',
    value,
    cases,
  });
  const took = calls.map(({ tookMs }) => tookMs);
  return [
    atLeast(0.999, share('right in one call', calls.filter(({ isRight }) => isRight).length)),
    atLeast(
      1,
      share('right after one retry', calls.filter(({ isRightAfterRetry }) => isRightAfterRetry).length),
    ),
    reported(count('wrong answers', calls.filter(({ isWrong }) => isWrong).length)),
    reported({ ...count('answer after, median', percentile(took, 0.5)), unit: 'ms' }),
    reported({ ...count('answer after, p99', percentile(took, 0.99)), unit: 'ms' }),
    reported(count('attempts of a call, mean', mean(calls.map(({ attempts }) => attempts)))),
    atMost(600, rate('sent, with UDP, TCP and IP headers', traffic.bytes)),
    reported(rate('of these for the lookups', traffic.lookupBytes)),
    reported(rate('sent, without headers', traffic.bareBytes)),
    reported(rate('if every segment is acknowledged on its own, more', traffic.acknowledgementBytes)),
    reported(rate('messages sent', traffic.messages, '/s/peer')),
    reported(count('members, mean', outcome.meanMembers)),
    reported(count('departures', outcome.departures)),
    reported(count('joins that failed', outcome.joinsFailed)),
    reported(count('lookups whose asker departed', outcome.cutOff)),
  ];
}
