// How long things took: from a death until it was noticed, from a change of the members until the ring was ideal again. Fed with deeds,
// notices and sweeps. Pure.

import type { EventLine } from '@ringside/peer/control';
import type { Samples } from './samples.ts';
import type { Sweep } from './sweep.ts';

interface Death {
  readonly id: number;
  readonly atMs: number;
  readonly phase: string;
}

interface Wound {
  readonly fromMs: number;
  readonly phase: string;
}

export class Measures {
  readonly #samples: Samples;
  #deaths: Death[] = [];
  #wounds: Wound[] = [];
  #before: Sweep | undefined;
  /** When it was last said of a peer that it is gone. */
  readonly #noticedAt = new Map<number, number>();
  /** Who watched a peer when it was lost. */
  readonly #watchers = new Map<number, readonly number[]>();

  constructor(samples: Samples) {
    this.#samples = samples;
  }

  onDeath(id: number, atMs: number, phase: string): void {
    this.#deaths.push({ id, atMs, phase });
  }

  /** It lives again; a death that nobody had noticed by then tells nothing. */
  onReturn(id: number): void {
    this.#deaths = this.#deaths.filter((death) => death.id !== id);
  }

  /** The members have changed, or can reach each other again. */
  onChange(fromMs: number, phase: string): void {
    this.#wounds.push({ fromMs, phase });
  }

  /** Changes that the ring has not got over, deaths that nobody has noticed. */
  get open(): number {
    return this.#wounds.length + this.#deaths.length;
  }

  onNotice(notice: EventLine, atMs: number): void {
    if (notice.event !== 'died' && notice.event !== 'departed') return;
    this.#noticedAt.set(notice.peer, atMs);
    if (notice.event === 'died')
      this.#noticed(({ id, atMs: diedAt }) => id === notice.peer && diedAt <= atMs, atMs);
  }

  /** It is about to be lost, in whatever way. */
  onLoss(id: number): void {
    if (this.#before !== undefined) this.#watchers.set(id, watchersOf(this.#before, id));
  }

  /** Who could notice that it was lost. */
  watchersOf(id: number): readonly number[] {
    return this.#watchers.get(id) ?? [];
  }

  noticedAt(id: number): number | undefined {
    return this.#noticedAt.get(id);
  }

  onSweep(sweep: Sweep): void {
    const before = this.#before;
    this.#before = sweep;
    if (this.#deaths.length > 0) {
      const named = namedIn(sweep);
      // Whoever has been forgotten was held dead, even if it was not said.
      if (sweep.verdict.members.length > 0)
        this.#noticed(({ id, atMs }) => atMs <= sweep.startedAt && !named.has(id), sweep.endedAt);
    }
    if (!sweep.isFirmlyIdeal || before === undefined) return;
    const healed = this.#wounds.filter(({ fromMs }) => fromMs <= before.startedAt);
    this.#wounds = this.#wounds.filter(({ fromMs }) => fromMs > before.startedAt);
    for (const { fromMs, phase } of healed) this.#samples.add('converge', before.endedAt - fromMs, phase);
  }

  /** The run is over and everything had its time: what is open now never came about. */
  close(): void {
    for (const { phase } of this.#deaths) this.#samples.add('detect', Infinity, phase);
    for (const { phase } of this.#wounds) this.#samples.add('converge', Infinity, phase);
  }

  #noticed(which: (death: Death) => boolean, atMs: number): void {
    for (const death of this.#deaths.filter(which))
      this.#samples.add('detect', atMs - death.atMs, death.phase);
    this.#deaths = this.#deaths.filter((death) => !which(death));
  }
}

/** Who of them watches that peer: as its first or second successor, or as its predecessor (design/ring.md). */
function watchersOf({ statuses }: Sweep, id: number): readonly number[] {
  return [...statuses]
    .filter(([, { succ, pred }]) =>
      [...succ.slice(0, 2), ...pred.slice(0, 1)].some((contact) => contact.id === id),
    )
    .map(([watcher]) => watcher);
}

/** Everybody whom a living member names. */
export function namedIn({ verdict, statuses }: Sweep): ReadonlySet<number> {
  const named = new Set<number>();
  for (const id of verdict.members) {
    const status = statuses.get(id);
    for (const contact of [...(status?.succ ?? []), ...(status?.pred ?? [])]) named.add(contact.id);
  }
  return named;
}
