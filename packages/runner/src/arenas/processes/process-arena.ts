// Real processes on real sockets as an arena. A peer's faults end with the peer, and every peer ends with this process, whatever ends it.

import { setTimeout } from 'node:timers/promises';
import { linkLines } from '../../faults/index.ts';
import {
  CommandError,
  observationsOf,
  pictureOf,
  startPlannedRing,
  type Done,
  type Ring,
} from '../../ring/index.ts';
import {
  type Arena,
  type ArenaEvent,
  type ArenaPeer,
  type Brought,
  type Ending,
  type LinkRule,
  type Look,
  type Outcome,
  type Plan,
  type Walked,
} from '../../scenario/index.ts';
import { warmUp, type PeerCommand } from '../../spawn/index.ts';
import type { RunFiles } from '../run-files.ts';
import { arenaEvents } from './arena-events.ts';
import { LagWatch, type LagFigures } from './lag-watch.ts';
import { isSure, orArenaError, outcomeOf, walked } from './outcome.ts';
import { Parcels } from './parcels.ts';
import { choosePorts } from './ports.ts';
import { ringPlanOf } from './ring-plan-of.ts';

export interface ProcessArenaOptions {
  readonly plan: Plan;
  /** `peers/` and `values/` are made in it. */
  readonly folder: string;
  readonly files: RunFiles;
  /** Undefined: our own peer. */
  readonly commandOf: (id: number) => PeerCommand | undefined;
  readonly ownCommand: PeerCommand;
  readonly ringFile: string | undefined;
  readonly signal: AbortSignal;
}

export interface ProcessArena extends Arena, AsyncDisposable {
  readonly ring: Ring;
  /** How late this process was. */
  lag(): LagFigures;
}

const host = '127.0.0.1';

/** Rejects with ArenaError when not even an empty ring can be had. Nothing is started yet. */
export async function openProcessArena(options: ProcessArenaOptions): Promise<ProcessArena> {
  const { plan, folder, commandOf, ownCommand, ringFile, signal } = options;
  const ids = plan.peers.map(({ id }) => id);
  const addresses = await choosePorts(ids, plan.ring.bits, host);
  const ringPlan = ringPlanOf(plan, { host, addresses, folder: `${folder}/peers` });
  const { settings, seed, show } = ringPlan;
  const first = { id: ids[0] ?? 0, listen: `${host}:0`, settings, folder: `${folder}/first`, show, seed };
  await orArenaError(warmUp(ownCommand, first, signal));
  const listeners = new Set<(event: ArenaEvent) => void>();
  const ring = await startPlannedRing(ringPlan, {
    commandOf: (id) => commandOf(id) ?? ownCommand,
    onEvent: (event) => {
      for (const told of arenaEvents(event)) for (const listener of listeners) listener(told);
    },
    ...(ringFile === undefined ? {} : { ringFile }),
    signal,
  });
  return new Processes(ring, options, addresses, listeners);
}

class Processes implements ProcessArena {
  readonly kind = 'processes';
  readonly ring: Ring;
  readonly #files: RunFiles;
  readonly #addresses: ReadonlyMap<number, string>;
  readonly #listeners: Set<(event: ArenaEvent) => void>;
  readonly #parcels: Parcels;
  readonly #startedAt = performance.now();
  readonly #lag = new LagWatch();
  #lastLag: LagFigures | undefined;
  #rules: readonly LinkRule[] = [];

  constructor(
    ring: Ring,
    { files, folder }: ProcessArenaOptions,
    addresses: ReadonlyMap<number, string>,
    listeners: Set<(event: ArenaEvent) => void>,
  ) {
    this.ring = ring;
    this.#files = files;
    this.#addresses = addresses;
    this.#listeners = listeners;
    this.#parcels = new Parcels(`${folder}/values`);
  }

  now(): number {
    return performance.now() - this.#startedAt;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return;
    await setTimeout(Math.max(0, ms), undefined, signal === undefined ? {} : { signal }).catch(() => {});
  }

  peers(): readonly ArenaPeer[] {
    return this.ring.members;
  }

  listen(listener: (event: ArenaEvent) => void): void {
    this.#listeners.add(listener);
  }

  async look(): Promise<Look> {
    const startedAt = this.now();
    const { peers } = await this.ring.status();
    const present = new Map(this.ring.members.map(({ id, pid, state }) => [id, { pid, state }]));
    // Whoever was killed, stopped or started again meanwhile is looked at next time.
    const same = peers.filter(
      ({ id, pid, state }) => present.get(id)?.pid === pid && present.get(id)?.state === state,
    );
    const observations = observationsOf(same, this.ring.plan.settings);
    return { startedAt, endedAt: this.now(), observations, picture: pictureOf(same) };
  }

  lag(): LagFigures {
    return this.#lastLag ?? this.#lag.figures();
  }

  async startGiven(ids: readonly number[]): Promise<void> {
    const isFirst = this.ring.members.length === 0;
    await orArenaError(this.ring.start(ids));
    // To start processes takes this one's time too, seconds on a cold disk; and so far there was nothing to be seen.
    if (isFirst) this.#lag.begin();
    await this.#linkAll(ids);
  }

  async join(id: number, via: number): Promise<Outcome> {
    return await this.#linked(id, async () => await this.ring.join(id, { via }));
  }

  async restart(id: number, via: number | undefined): Promise<Outcome> {
    return await this.#linked(id, async () => await this.ring.restart(id, { via: via ?? 'stored' }));
  }

  async leave(id: number): Promise<Outcome> {
    return await outcomeOf(async () => await this.ring.quit(id));
  }

  async kill(id: number): Promise<Outcome> {
    return await outcomeOf(async () => {
      await this.ring.kill(id);
      return {};
    });
  }

  async pause(id: number): Promise<Outcome> {
    return await outcomeOf(async () => {
      this.ring.pause(id);
      return {};
    });
  }

  async resume(id: number): Promise<Outcome> {
    const resumed = await outcomeOf(async () => {
      this.ring.resume(id);
      return {};
    });
    // What was ruled while it stood still it has not heard.
    if (resumed.ok) await this.#linkAll([id]);
    return resumed;
  }

  async setLinks(rules: readonly LinkRule[]): Promise<void> {
    this.#rules = rules;
    await this.#linkAll(this.ring.peers.filter(({ state }) => state === 'running').map(({ id }) => id));
  }

  async store(name: string, bytes: Uint8Array, via: number): Promise<Outcome<Walked>> {
    return walked(await outcomeOf(async () => await this.#parcels.store(this.ring, name, bytes, via)), via);
  }

  async request(name: string, via: number): Promise<Outcome<Brought>> {
    const asked = await outcomeOf(async () => await this.#parcels.request(this.ring, name, via));
    if (!asked.ok) return asked;
    const { done, bytes } = asked;
    return { ok: true, bytes, isSure: isSure(done), owner: done.owner ?? via, route: done.route ?? [] };
  }

  async lookup(name: string, via: number): Promise<Outcome<Walked>> {
    return walked(await outcomeOf(async () => await this.ring.lookup(name, { via })), via);
  }

  async read(path: string): Promise<Uint8Array> {
    return await this.#files.read(path);
  }

  async keep(path: string, bytes: Uint8Array): Promise<void> {
    await this.#files.keep(path, bytes);
  }

  async end(): Promise<readonly Ending[]> {
    // Nobody looks on any more: how long the good-byes take says nothing about what was seen.
    this.#lastLag ??= this.#lag.figures();
    this.#lag[Symbol.dispose]();
    return await this.ring.end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
  }

  /** A newcomer suffers what was ruled for it from its first word on, as nearly as a process can be told. */
  async #linked(id: number, join: () => Promise<Done>): Promise<Outcome> {
    if (this.#rules.length === 0) return await outcomeOf(join);
    const stop = this.ring.listen((event) => {
      if (event.kind === 'ready' && event.peer.id === id) void this.#linkAll([id]);
    });
    try {
      return await outcomeOf(join);
    } finally {
      stop();
    }
  }

  async #linkAll(ids: readonly number[]): Promise<void> {
    await Promise.all(
      ids.map(async (id) => {
        const rules = linkLines(this.#rules, id, (other) => this.#addresses.get(other));
        const seed = this.#rules.find(({ from }) => from === id)?.seed ?? 0;
        // A peer that has gone meanwhile suffers nothing any more; one that never knew rules has none to forget.
        await this.ring.setLinks(id, rules, seed + id).catch((error: unknown) => {
          if (!(error instanceof CommandError)) throw error;
        });
      }),
    );
  }
}
