// Churn and burst become planned events.

import { lossKinds, type Burst, type Churn, type PeerWord, type Step } from '../language/index.ts';
import type { Path } from '../mistake.ts';
import { playedMax } from '../check/lengths.ts';
import { idOfWord } from '../roster.ts';
import { crowded, type Compiled } from './compile-members.ts';
import {
  drawEvents,
  drawMomentsOfLoss,
  type Bounds,
  type DrawnChurn,
  type PlannedLoss,
} from './draw-churn.ts';
import type { PlannedEvent } from './plan.ts';
import { freshPeer, impossible, type Rehearsal } from './rehearsal.ts';
import { spanMs, wholeMs } from './spans.ts';
import { timeWords } from './words.ts';

type Of<Kind extends Step['kind']> = Extract<Step, { readonly kind: Kind }>;

export function compileChurn(rehearsal: Rehearsal, { churn }: Of<'churn'>, path: Path): Compiled | undefined {
  const { ring, scenario } = rehearsal;
  const at = [...path, 'churn'];
  const alive = ring.up().length;
  const forMs = wholeMs(churn.for, scenario.ring.pingMs);
  const { amount, per } = churn.replace;
  const each = amount.kind === 'share' ? amount.share * alive : amount.count;
  const losses = Math.round((each * forMs) / spanMs(per, scenario.ring.pingMs));
  if (losses === 0)
    return impossible(
      rehearsal,
      [...at, 'replace'],
      `nobody would be lost in ${timeWords(forMs)} of this churn; take a larger share, or let it last longer`,
    );
  if (rehearsal.played + 2 * losses > playedMax) {
    return impossible(
      rehearsal,
      [...at, 'replace'],
      `this churn would have ${2 * losses} steps, and a run has at most ${playedMax}; replace fewer, or for a shorter time`,
    );
  }
  const bounds = boundsOf(rehearsal, churn, at);
  if (bounds === undefined) return undefined;
  const pool = ring.up().filter((id) => !bounds.spared.has(id));
  const moments = drawMomentsOfLoss(rehearsal, churn.kinds, losses, forMs);
  const drawn = drawEvents(rehearsal, moments, { lossesMs: forMs, endMs: forMs, fresh: churn.fresh }, bounds);
  if (drawn.leftOut === losses)
    return impossible(rehearsal, at, `nobody can be lost here: ${forbidden(rehearsal, bounds)}`, 'key');
  ring.risk(pool, 'an earlier churn');
  crowded(rehearsal, at);
  return compiled(rehearsal, 'churn', forMs, drawn, bounds);
}

/** All at the same moment, losses first. */
export function compileBurst(rehearsal: Rehearsal, { burst }: Of<'burst'>, path: Path): Compiled | undefined {
  const { ring } = rehearsal;
  const at = [...path, 'burst'];
  const bounds = boundsOf(rehearsal, burst, at);
  if (bounds === undefined) return undefined;
  const pool = ring.up().filter((id) => !bounds.spared.has(id));
  const wanted = lossKinds.flatMap((by) =>
    Array.from({ length: burst[by] }, (): PlannedLoss => ({ atMs: 0, by })),
  );
  const endMs = burst.pause > 0 ? bounds.pauseMs : 0;
  const drawn = drawEvents(rehearsal, wanted, { lossesMs: 0, endMs, fresh: undefined }, bounds);
  if (drawn.leftOut > 0) {
    return impossible(
      rehearsal,
      at,
      `${drawn.leftOut} of these ${wanted.length} losses are too many at once: ${forbidden(rehearsal, bounds)}`,
      'key',
    );
  }
  if (burst.leave + burst.kill > 0) ring.risk(pool, 'an earlier burst');
  const joins = drawJoins(rehearsal, burst.join);
  if (joins.length < burst.join) {
    return impossible(
      rehearsal,
      [...at, 'join'],
      'nobody is left to be joined, or every id is taken; start a ring before, or take more bits',
    );
  }
  crowded(rehearsal, at);
  const events = [...drawn.events, ...joins].toSorted((a, b) => a.atMs - b.atMs);
  return compiled(rehearsal, 'burst', endMs, { events, leftOut: 0 }, bounds);
}

/** Who comes asks somebody whom the burst spares. */
function drawJoins(rehearsal: Rehearsal, count: number): readonly PlannedEvent[] {
  const { ring, chance } = rehearsal;
  const members = ring.up();
  if (members.length === 0) return [];
  return Array.from({ length: count }, () => freshPeer(rehearsal)).flatMap((id): PlannedEvent[] => {
    const via = chance.pick(members);
    if (id === undefined || via === undefined) return [];
    ring.enter(id);
    return [{ atMs: 0, act: 'join', id, via }];
  });
}

function compiled(
  rehearsal: Rehearsal,
  act: 'churn' | 'burst',
  forMs: number,
  { events, leftOut }: DrawnChurn,
  { rule }: Bounds,
): Compiled {
  rehearsal.played += events.length;
  return { deed: { act, forMs, windowMs: rule?.windowMs ?? null, leftOut, events } };
}

function boundsOf(rehearsal: Rehearsal, wish: Churn | Burst, path: Path): Bounds | undefined {
  const { ring, scenario, roster, groupIds, bound, hasValues } = rehearsal;
  const alive = ring.up().length;
  const minAlive = wish.minAlive ?? Math.ceil(alive / 2);
  if (minAlive > alive) {
    return impossible(
      rehearsal,
      [...path, 'min-alive'],
      `${minAlive} are to stay alive, and ${alive} run by then; take a smaller number`,
    );
  }
  if (wish.guard === 'survivable' && rehearsal.cuts.size > 0) {
    const mend = 'heal it before, or write guard: none';
    return impossible(rehearsal, path, `nothing can be guarded while the ring is parted; ${mend}`, 'key');
  }
  const idsOf = (word: PeerWord): readonly number[] => {
    const id = idOfWord(roster, word);
    return id === undefined ? (groupIds.get(String(word)) ?? bound.get(String(word))?.ids ?? []) : [id];
  };
  const { successors, replicas, pingMs } = scenario.ring;
  const rule = { successors, replicas: hasValues ? replicas : undefined, windowMs: ring.windowMs };
  return {
    rule: wish.guard === 'none' ? undefined : rule,
    minAlive,
    pauseMs: wholeMs(wish.pauseFor, pingMs),
    spared: new Set(wish.not.flatMap(idsOf)),
  };
}

/** Why nobody may be lost, and what to do about it. */
function forbidden({ ring, scenario }: Rehearsal, { rule, minAlive }: Bounds): string {
  if (ring.up().length <= minAlive) return `${minAlive} must stay alive; lower min-alive`;
  if (rule?.replicas === 1)
    return 'with replicas: 1 every kill loses values; take more replicas, leave only, or guard: none';
  const within = `within ${timeWords(ring.windowMs)} of a start or a loss without a wait for {ring: ideal} between`;
  return `the guard keeps somebody of every ${scenario.ring.successors} successors, and lets nobody go ${within}; wait, lose fewer, or take guard: none`;
}
