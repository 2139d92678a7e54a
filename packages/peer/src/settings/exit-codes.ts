// The exit codes of every program: one table, so that a script can rely on them.

export const EXIT = {
  /** Held, or the ring is OK. */
  ok: 0,
  /** Not held, or the ring is not OK. */
  notHeld: 1,
  inconclusive: 2,
  /** The arena could not start, or lacks what the scenario needs. */
  arenaFailed: 3,
  /** A bad flag or value. */
  usage: 64,
  noSuchFile: 66,
  /** Nobody answers, or a port is taken. */
  unavailable: 69,
  /** Our bug. */
  internal: 70,
  cannotWrite: 73,
  /** `wait` ran out of time. */
  timeOut: 75,
  /** A bad scenario or config file. */
  badConfig: 78,
  /** Ctrl-C, after clean-up. */
  interrupted: 130,
  /** SIGTERM, after clean-up. */
  terminated: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
