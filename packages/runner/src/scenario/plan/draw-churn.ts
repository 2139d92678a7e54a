// Churn becomes events: who is lost and how, who comes, at which times. Drawn from the seed, in the order of time, within what the guard allows.

import type { Churn, LossKind } from '../language/index.ts';
import { drawMoments, pickWeighted } from './draw.ts';
import { mayLose, type GuardRule, type Loss } from './guard.ts';
import type { PlannedEvent } from './plan.ts';
import type { PlannedRing } from './planned-ring.ts';
import { freshPeer, type Rehearsal } from './rehearsal.ts';

export interface Bounds {
  /** Undefined: nobody guards. */
  readonly rule: GuardRule | undefined;
  readonly minAlive: number;
  readonly pauseMs: number;
  /** Never lost. */
  readonly spared: ReadonlySet<number>;
}

export interface DrawnChurn {
  readonly events: readonly PlannedEvent[];
  /** Losses that the guard forbade until the end. */
  readonly leftOut: number;
}

type Due =
  | { readonly atMs: number; readonly kind: 'loss'; readonly by: LossKind }
  | { readonly atMs: number; readonly kind: 'arrival' }
  | { readonly atMs: number; readonly kind: 'return'; readonly id: number };

export interface Extent {
  /** Losses come before this. */
  readonly lossesMs: number;
  /** Everything has happened by then. */
  readonly endMs: number;
  /** Share of the joiners that were never there. Undefined: nobody comes in place of who is lost. */
  readonly fresh: number | undefined;
}

export interface PlannedLoss {
  readonly atMs: number;
  readonly by: LossKind;
}

/** When so many members of a churn are lost, and how: independent of one another, as Poisson arrivals fall. */
export function drawMomentsOfLoss(
  { chance }: Rehearsal,
  kinds: Churn['kinds'],
  count: number,
  forMs: number,
): readonly PlannedLoss[] {
  return drawMoments(chance, count, forMs).map((atMs) => ({ atMs, by: pickWeighted(chance, kinds) }));
}

/** Whom these losses take, and who comes. Times in the events are from the start. Leaves the ring as it is in the end. */
export function drawEvents(
  rehearsal: Rehearsal,
  losses: readonly PlannedLoss[],
  extent: Extent,
  bounds: Bounds,
): DrawnChurn {
  const drawing = new EventDrawing(rehearsal, extent, bounds);
  return drawing.play(losses);
}

class EventDrawing {
  readonly #rehearsal: Rehearsal;
  readonly #ring: PlannedRing;
  readonly #extent: Extent;
  readonly #bounds: Bounds;
  readonly #startMs: number;
  readonly #events: PlannedEvent[] = [];
  /** Lost by this churn, and able to come back. */
  readonly #away = new Map<number, Loss>();
  readonly #due: Due[] = [];
  #leftOut = 0;

  constructor(rehearsal: Rehearsal, extent: Extent, bounds: Bounds) {
    this.#rehearsal = rehearsal;
    this.#ring = rehearsal.ring;
    this.#extent = extent;
    this.#bounds = bounds;
    this.#startMs = rehearsal.ring.nowMs;
  }

  play(losses: readonly PlannedLoss[]): DrawnChurn {
    this.#due.push(...losses.map((loss): Due => ({ ...loss, kind: 'loss' })));
    for (let next = this.#due.shift(); next !== undefined; next = this.#due.shift()) {
      this.#ring.nowMs = this.#startMs + next.atMs;
      if (next.kind === 'loss') this.#lose(next.atMs, next.by);
      else if (next.kind === 'arrival') this.#arrive(next.atMs);
      else this.#goOn(next.atMs, next.id);
    }
    this.#ring.nowMs = this.#startMs + this.#extent.endMs;
    return { events: this.#events, leftOut: this.#leftOut };
  }

  /** Kept in the order of time; of those at the same time the one that was noted first comes first. */
  #note(due: Due): void {
    const later = this.#due.findIndex(({ atMs }) => atMs > due.atMs);
    this.#due.splice(later < 0 ? this.#due.length : later, 0, due);
  }

  #lose(atMs: number, by: LossKind): void {
    const id = this.#drawLost(by);
    if (id === undefined) return this.#later(atMs, by);
    this.#ring.lose(id, by);
    this.#events.push({ atMs, act: by, id });
    if (by === 'pause') {
      this.#note({ atMs: Math.min(this.#extent.endMs, atMs + this.#bounds.pauseMs), kind: 'return', id });
      return;
    }
    if (this.#extent.fresh === undefined) return;
    this.#away.set(id, by);
    // Soon enough to be part of the churn, late enough that the ring is without it for a while.
    const pauseMs = Math.round(this.#rehearsal.chance.next() * this.#ring.windowMs);
    this.#note({ atMs: Math.min(this.#extent.endMs, atMs + pauseMs), kind: 'arrival' });
  }

  #drawLost(by: Loss): number | undefined {
    const { rule, minAlive, spared } = this.#bounds;
    const up = this.#ring.up();
    if (up.length <= minAlive) return undefined;
    const isSafe = rule === undefined ? () => true : mayLose(this.#ring.lives(), this.#ring.nowMs, rule);
    const mortal = up.filter((id) => !spared.has(id) && isSafe(id, by));
    return this.#rehearsal.chance.pick(mortal);
  }

  /** Tries again when the guard may have changed its mind: as soon as a loss or an arrival has lasted a whole window. */
  #later(atMs: number, by: LossKind): void {
    const now = this.#ring.nowMs;
    const changes = this.#ring
      .lives()
      .flatMap(({ upAt, lostAt }) => [upAt, lostAt ?? upAt])
      .map((since) => since + this.#ring.windowMs)
      .filter((when) => when > now);
    const dues = this.#due.map((each) => this.#startMs + each.atMs).filter((when) => when > now);
    const againMs = Math.min(...changes, ...dues) - this.#startMs;
    if (againMs < this.#extent.lossesMs && againMs > atMs) this.#note({ atMs: againMs, kind: 'loss', by });
    else this.#leftOut += 1;
  }

  #arrive(atMs: number): void {
    const via = this.#rehearsal.chance.pick(this.#ring.up());
    if (via === undefined) return;
    const isFresh = this.#away.size === 0 || this.#rehearsal.chance.happens(this.#extent.fresh ?? 1);
    const id = isFresh ? freshPeer(this.#rehearsal) : undefined;
    const back = id ?? this.#rehearsal.chance.pick([...this.#away.keys()]);
    if (back === undefined) return;
    const wasKilled = id === undefined && this.#away.get(back) === 'kill';
    this.#away.delete(back);
    this.#ring.enter(back);
    this.#events.push(wasKilled ? { atMs, act: 'restart', id: back } : { atMs, act: 'join', id: back, via });
  }

  #goOn(atMs: number, id: number): void {
    this.#ring.enter(id);
    this.#events.push({ atMs, act: 'resume', id });
  }
}
