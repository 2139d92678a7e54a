import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawPlan, type PlanExtent } from '../../src/soak/draw-plan.ts';
import {
  acts,
  isLoss,
  livingMax,
  livingMin,
  lossesMax,
  pauseLimits,
  shortPausesMax,
  stopForgivenMs,
  type Plan,
  type Round,
} from '../../src/soak/plan.ts';

const usual: PlanExtent = { peers: 32, pingMs: 3_000, bits: 16, rounds: 200 };

const extents = fc.record({
  peers: fc.integer({ min: 4, max: 64 }),
  pingMs: fc.integer({ min: 200, max: 5_000 }),
  bits: fc.constantFrom(10, 16, 32),
  rounds: fc.constant(60),
});

describe('a plan', () => {
  test('is drawn again, step by step, from the same seed, and another one from another', () => {
    expect(drawPlan(7, usual)).toEqual(drawPlan(7, usual));
    expect(drawPlan(8, usual)).not.toEqual(drawPlan(7, usual));
  });

  test('has every kind of fault in it', () => {
    const seen = new Set(
      drawPlan(1, usual)
        .rounds.flat()
        .map(({ act }) => act),
    );

    expect([...seen].toSorted()).toEqual(acts.toSorted());
  });

  test('can be done to the letter, and never asks for more than a ring survives', () => {
    const holds = fc.property(fc.nat(), extents, (seed, extent) => {
      const plan = drawPlan(seed, extent);
      expect(faultsOf(plan, extent)).toEqual([]);
    });
    fc.assert(holds, { numRuns: 100 });
  });

  test('pauses a peer either too shortly for a verdict or long enough for one', () => {
    const pauses = drawPlan(3, usual).rounds.flatMap((round) =>
      round.flatMap((step) => ('forMs' in step ? [step] : [])),
    );
    const short = pauses.filter(({ act }) => act === 'pause').map(({ forMs }) => forMs);
    const long = pauses.filter(({ act }) => act === 'long-pause').map(({ forMs }) => forMs);

    expect(Math.max(...short)).toBeLessThan(2_500);
    expect(stopForgivenMs(3_000)).toBe(2_500);
    expect(Math.min(...long)).toBeGreaterThan(5_000);
    expect(Math.max(...long)).toBeLessThan(10_000);
    expect(pauseLimits(500).pause[1]).toBeLessThan(stopForgivenMs(500));
  });
});

/** Whatever a plan does that it must not, in words. */
function faultsOf(plan: Plan, { peers, bits }: PlanExtent): string[] {
  const living = new Set(plan.peers);
  const away = new Set<number>();
  const wrong: string[] = [];
  const insist = (isTrue: boolean, words: string): void => {
    if (!isTrue) wrong.push(words);
  };
  insist(living.size === peers, 'the ring does not begin with as many as were asked for');
  insist(plan.residents.length > 0 && plan.residents.every((id) => living.has(id)), 'a resident is missing');
  for (const [place, round] of plan.rounds.entries()) {
    insist(round.filter(isLoss).length <= lossesMax, `round ${place} loses too many`);
    insist(
      round.filter(({ act }) => act === 'pause').length <= shortPausesMax,
      `round ${place} stops too many`,
    );
    insist(isEachOnce(round), `round ${place} does two things to one peer, or takes a way in that suffers`);
    let absent = 0;
    for (const { act, id, ...rest } of round) {
      const isComing = act === 'join' || act === 'return';
      insist(id >= 0 && id < 2 ** bits, `round ${place}: ${id} is no id`);
      insist(living.has(id) !== isComing, `round ${place}: ${act} ${id} is not possible`);
      insist(act !== 'return' || away.has(id), `round ${place}: ${id} was never there`);
      insist(!('via' in rest) || living.has(rest.via), `round ${place}: the way in is not there`);
      insist(!isMortal(act) || !plan.residents.includes(id), `round ${place}: ${act} of a resident`);
      if (act === 'kill' || act === 'quit') {
        living.delete(id);
        away.add(id);
      } else if (isComing) living.add(id);
      if (act === 'restart' || act === 'long-pause') absent += 1;
      insist(living.size - absent >= livingMin(peers), `round ${place} leaves too few`);
      insist(living.size <= livingMax(peers), `round ${place} makes the ring too large`);
    }
  }
  return wrong;
}

function isMortal(act: string): boolean {
  return act === 'kill' || act === 'quit' || act === 'restart';
}

/** Nobody has two parts in a round; several may come in through different members only. */
function isEachOnce(round: Round): boolean {
  const parts = round.flatMap((step) => ('via' in step ? [step.id, step.via] : [step.id]));
  return new Set(parts).size === parts.length;
}
