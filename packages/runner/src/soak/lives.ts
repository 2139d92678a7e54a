// Who lived when, and who was stopped when; and so whether it was true that somebody had died. Pure: every moment is an argument, in ms.

/** `former-life`: an earlier life of the same id, lately ended. `stopped`: silent for so long that nobody could know better. */
export type Truth = 'dead' | 'former-life' | 'stopped' | 'false';

export interface Patience {
  /** A stop of at least this is a reason to be held dead. */
  readonly stopMs: number;
  /** A verdict on a former life may come this much later. */
  readonly echoMs: number;
}

interface Life {
  isAlive: boolean;
  /** The end of the last life that is over. */
  endedAt: number;
  /** The last stop, and when it was over. */
  stoppedAt: number;
  continuedAt: number;
}

const never = Number.NEGATIVE_INFINITY;

export class Lives {
  readonly #patience: Patience;
  readonly #lives = new Map<number, Life>();

  constructor(patience: Patience) {
    this.#patience = patience;
  }

  onBorn(id: number): void {
    const life = this.#lives.get(id);
    if (life === undefined) {
      this.#lives.set(id, { isAlive: true, endedAt: never, stoppedAt: never, continuedAt: never });
    } else life.isAlive = true;
  }

  /** Its process has ended, or it begins to say good-bye. */
  onEnded(id: number, at: number): void {
    const life = this.#lives.get(id);
    if (life === undefined) return;
    life.isAlive = false;
    life.endedAt = at;
  }

  onStopped(id: number, at: number): void {
    const life = this.#lives.get(id);
    if (life === undefined) return;
    life.stoppedAt = at;
    life.continuedAt = Number.POSITIVE_INFINITY;
  }

  onContinued(id: number, at: number): void {
    const life = this.#lives.get(id);
    if (life !== undefined) life.continuedAt = at;
  }

  /** How long its last stop was, or has been so far. */
  lastStopMs(id: number, at: number): number {
    const life = this.#lives.get(id);
    return life === undefined || life.stoppedAt === never
      ? 0
      : Math.min(at, life.continuedAt) - life.stoppedAt;
  }

  /** How true is it to say `at` this moment that this peer is dead? */
  truthOf(id: number, at: number): Truth {
    const life = this.#lives.get(id);
    if (life === undefined || !life.isAlive) return 'dead';
    const { stopMs, echoMs } = this.#patience;
    // A verdict that was under way when the stop ended may still be said.
    if (this.lastStopMs(id, at) >= stopMs && at - life.continuedAt <= stopMs) return 'stopped';
    return at - life.endedAt <= echoMs ? 'former-life' : 'false';
  }
}
