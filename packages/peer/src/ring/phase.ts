// The phases of a peer's life, and which of them take part in the ring.

/**
 * IDLE bound, told nothing yet; JOINING looks for its place; MEMBER; LEAVING hands over; LEFT;
 * FENCED met a later life of itself and stopped; ISOLATED a member that lost everybody it knew.
 */
export type Phase = 'idle' | 'joining' | 'member' | 'leaving' | 'left' | 'fenced' | 'isolated';

/** A peer that answers STATE and FIND; every other phase answers NOT-MEMBER. */
export function takesPart(phase: Phase): boolean {
  return phase === 'member' || phase === 'leaving' || phase === 'isolated';
}
