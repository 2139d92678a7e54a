// What a soak will do to a ring: rounds of faults, one after another. Shapes and limits only; drawn from a seed in draw-plan.ts, done in play.ts.

/** `id` is who suffers it; `via` is the living peer that a joiner asks. */
export type Fault =
  /** SIGKILL. */
  | { readonly act: 'kill'; readonly id: number }
  /** A polite good-bye. */
  | { readonly act: 'quit'; readonly id: number }
  /** A peer that runs is killed and started again at once. */
  | { readonly act: 'restart'; readonly id: number }
  /** Somebody who was killed or has left comes back, with the same id and folder. */
  | { readonly act: 'return'; readonly id: number; readonly via: number }
  /** A peer that never was. */
  | { readonly act: 'join'; readonly id: number; readonly via: number }
  /** SIGSTOP, too short to be held dead. */
  | { readonly act: 'pause'; readonly id: number; readonly forMs: number }
  /** SIGSTOP, so long that the others hold it dead and it has to find back. */
  | { readonly act: 'long-pause'; readonly id: number; readonly forMs: number };

export type Act = Fault['act'];

/** A fault, `afterMs` after the one before it was begun. */
export type Step = Fault & { readonly afterMs: number };

/** Ends when the ring is ideal again; then the next one begins. */
export type Round = readonly Step[];

export interface Plan {
  readonly seed: number;
  readonly pingMs: number;
  /** Who is there at the start, in the order of the ring. */
  readonly peers: readonly number[];
  /** Never killed, restarted or sent away: a leak shows in whoever stays. */
  readonly residents: readonly number[];
  readonly rounds: readonly Round[];
}

export const acts: readonly Act[] = ['kill', 'quit', 'restart', 'return', 'join', 'pause', 'long-pause'];

/** In one round. A list holds eight, so that even three lost and two stopped side by side leave everybody somebody. */
export const lossesMax = 3;
export const shortPausesMax = 2;
export const stepsMax = 6;

/** The others go on without a peer that suffers this. */
export function isLoss({ act }: Fault): boolean {
  return act === 'kill' || act === 'quit' || act === 'restart' || act === 'long-pause';
}

/** A ring of so many at the start never has fewer that live. */
export function livingMin(peers: number): number {
  return Math.min(16, Math.ceil(peers / 2));
}

/** Nor more. */
export function livingMax(peers: number): number {
  return peers + Math.ceil(peers / 8);
}

/** Pauses in ms, least and most, for this ping interval: short ones stay under five sixths of it, where no verdict is due yet. */
export function pauseLimits(
  pingMs: number,
): Readonly<Record<'pause' | 'long-pause', readonly [number, number]>> {
  return { pause: [pingMs / 15, 0.8 * pingMs], 'long-pause': [2 * pingMs, 3 * pingMs] };
}

/** Stopped for less than this, nobody may be held dead: 2.5 s when pings are 3 s apart. */
export function stopForgivenMs(pingMs: number): number {
  return (pingMs * 2.5) / 3;
}
