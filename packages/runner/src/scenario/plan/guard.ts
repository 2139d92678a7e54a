// Which losses a ring survives for certain. A peer is safe as long as somebody of its successor list lives, a value as long as one of its
// holders does. Lists and holders are mended once a death is noticed; so what counts is who is lost within one detection time.

/** How a member is lost. Who leaves hands its values over first; who is killed or stands still does not. */
export type Loss = 'leave' | 'kill' | 'pause';

/** What a plan knows of one peer, by the plan's clock in ms. */
export interface Life {
  readonly id: number;
  readonly isUp: boolean;
  /** When it last became a member. */
  readonly upAt: number;
  /** When it was last lost, in any way. */
  readonly lostAt: number | undefined;
  /** When it was last killed or paused, so that it could not hand its values over. */
  readonly takenAt: number | undefined;
}

export interface GuardRule {
  /** L: so many side by side are somebody's whole successor list. */
  readonly successors: number;
  /** R: so many side by side are all holders of some value. Undefined when no values are at stake. */
  readonly replicas: number | undefined;
  readonly windowMs: number;
}

/**
 * The longest that a death may go unnoticed, in ms: max(2 x ping, 6 s), which is the limit of the failure detector for silent deaths
 * (design/ring.md). It is taken for every loss, though a killed process is noticed within a second.
 */
export function detectionMs(pingMs: number): number {
  return Math.max(2 * pingMs, 6_000);
}

/** `steady`: alive for a whole window, so in every list it belongs to. `new`: alive, and perhaps in no list yet. */
type Standing = 'steady' | 'new' | 'lost';

/**
 * Who may be lost at `nowMs` so that no window of one detection time takes all of somebody's list, nor (for kills and pauses) all holders
 * of a value. Sufficient, not necessary: a newcomer is counted as nobody's support.
 *
 * On the circle of everybody steady or lost within the window, a list of L is L side by side. It is gone only when L side by side are
 * lost. Two must stay steady, so that nobody's list is shorter than that and lost whole.
 */
export function mayLose(
  lives: readonly Life[],
  nowMs: number,
  rule: GuardRule,
): (id: number, by: Loss) => boolean {
  const circle = lives.toSorted((a, b) => a.id - b.id);
  const forLists = circle.map(({ isUp, upAt, lostAt }) =>
    standing(isUp, upAt, lostAt, nowMs - rule.windowMs),
  );
  // Who left politely took nothing with it, and is no holder any more.
  const forValues = circle.map(({ isUp, upAt, takenAt }) =>
    standing(isUp, upAt, takenAt, nowMs - rule.windowMs),
  );
  const places = new Map(circle.map(({ id }, place) => [id, place]));
  const steady = forLists.filter((each) => each === 'steady').length;
  return (id, by) => {
    const place = places.get(id) ?? -1;
    const steadyLeft = forLists[place] === 'steady' ? steady - 1 : steady;
    if (circle[place]?.isUp !== true || steadyLeft < 2) return false;
    if (lostRun(forLists, place) >= rule.successors) return false;
    return by === 'leave' || rule.replicas === undefined || lostRun(forValues, place) < rule.replicas;
  };
}

function standing(
  isUp: boolean,
  upAt: number,
  lostAt: number | undefined,
  sinceMs: number,
): Standing | undefined {
  if (lostAt !== undefined && lostAt > sinceMs) return 'lost';
  if (!isUp) return undefined;
  return upAt <= sinceMs ? 'steady' : 'new';
}

/** How many would be lost side by side, this one among them, with nobody steady between them. */
function lostRun(circle: readonly (Standing | undefined)[], place: number): number {
  return 1 + lostBeside(circle, place, 1) + lostBeside(circle, place, -1);
}

function lostBeside(circle: readonly (Standing | undefined)[], place: number, way: 1 | -1): number {
  let lost = 0;
  for (let steps = 1; steps < circle.length; steps += 1) {
    const each = circle[(place + way * steps + circle.length * steps) % circle.length];
    if (each === 'steady') break;
    if (each === 'lost') lost += 1;
  }
  return lost;
}
