// A load: stores, requests and lookups that come by chance (Poisson arrivals) at a rate, whatever the ring does, while a phase lasts.

import type { Chance } from '@ringside/peer/sim';
import type { RingRules } from '../language/index.ts';
import { chanceOf, drawName } from '../plan/draw.ts';
import type { PlannedLoad } from '../plan/plan.ts';
import type { Arena } from './arena.ts';
import { drawBytes, type Clients, type Errand } from './clients.ts';

/** Who stores again, stores under a name it used before, so often. */
const againShare = 0.25;
/** So many may be under way: a ring that answers nothing must not fill our memory. */
const underWayMax = 500;

export interface LoadPlace {
  readonly arena: Arena;
  readonly clients: Clients;
  readonly ring: RingRules;
  readonly phase: string;
  /** Members that can be asked. */
  readonly askable: () => readonly number[];
}

/** Runs until the signal is aborted, and until everything that was begun has ended. */
export async function runLoad(
  place: LoadPlace,
  load: PlannedLoad,
  seed: number,
  signal: AbortSignal,
): Promise<void> {
  const chance = chanceOf(seed);
  const names: string[] = [];
  const streams = load.streams.map((stream) => ({ stream, own: chance.branch() }));
  await Promise.all(
    streams.map(({ stream, own }) => runStream({ ...place, load, names, chance: own }, stream, signal)),
  );
}

interface StreamPlace extends LoadPlace {
  readonly load: PlannedLoad;
  readonly names: string[];
  readonly chance: Chance;
}

async function runStream(
  place: StreamPlace,
  stream: PlannedLoad['streams'][number],
  signal: AbortSignal,
): Promise<void> {
  const { arena, chance } = place;
  const underWay = new Set<Promise<unknown>>();
  while (!signal.aborted) {
    // oxlint-disable-next-line no-await-in-loop
    await arena.sleep(chance.pause(1_000 / stream.perSecond), signal);
    if (signal.aborted) break;
    const errand = underWay.size < underWayMax ? begin(place, stream) : undefined;
    if (errand === undefined) continue;
    const ending = errand.finally(() => underWay.delete(ending));
    underWay.add(ending);
  }
  await Promise.all(underWay);
}

/** Undefined when nobody can be asked, or nothing be asked for. */
function begin(
  place: StreamPlace,
  { verb, bytes }: PlannedLoad['streams'][number],
): Promise<unknown> | undefined {
  const { chance, clients, load, names, ring } = place;
  const via = chance.pick(place.askable());
  if (via === undefined) return undefined;
  const errand: Errand = {
    client: `${load.name} at ${via}`,
    load: load.name,
    phase: place.phase,
    via,
    timeoutMs: load.timeoutMs,
    // What is under way when the phase ends is still heard.
    signal: new AbortController().signal,
  };
  if (verb === 'lookup') return clients.lookup(drawName(chance, ring), errand);
  if (verb === 'request') {
    const name = chance.pick(clients.acknowledged);
    return name === undefined ? undefined : clients.request(name, errand);
  }
  const isAgain = names.length > 0 && chance.happens(againShare);
  const name = isAgain ? (chance.pick(names) ?? '') : drawName(chance, ring);
  if (!isAgain) names.push(name);
  const { least, most } = bytes ?? { least: 0, most: 0 };
  return clients.store(name, drawBytes(chance, least + chance.below(most - least + 1)), errand);
}
