// How long the runner waits for what a peer was asked for, in ms. A peer gives up earlier and says why, unless it is stuck.

/** A join gives up by itself after 60 s and says why; everything else is quicker. */
export const joinWithinMs: number = 65_000;
export const walkWithinMs: number = 60_000;
/** Before a peer says good-bye, others hold all that it holds. */
export const leaveWithinMs: number = 600_000;
export const linksWithinMs: number = 10_000;
