// What peers suffer while clients store: killed and started again, several at once, sent away and brought back, and strangers that come and go. Whoever
// was killed comes back with its disk.

import { setTimeout } from 'node:timers/promises';
import type { Chance } from '@ringside/peer/sim';
import { CommandError, type Ring } from '../../ring/index.ts';
import { bits } from '../soak-ring.ts';

export interface LossesDoor {
  readonly ring: Ring;
  readonly chance: Chance;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** So many run at least, and at most. */
const livingMin = 6;
const livingMax = 12;
const pauseMs = 4_000;
const awayMs = 3_000;
const atOnceMax = 3;

/** Until the signal: then everybody who is away has come back. Returns how often each thing was done. */
export async function lose(door: LossesDoor): Promise<ReadonlyMap<string, number>> {
  const { chance, signal } = door;
  const done = new Map<string, number>();
  while (!signal.aborted) {
    const act = chance.next();
    const words = act < 0.6 ? await killSome(door) : act < 0.8 ? await sendAway(door) : await comeOrGo(door);
    for (const word of words) done.set(word, (done.get(word) ?? 0) + 1);
    await rest(chance.pause(pauseMs), signal);
  }
  return done;
}

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => undefined);
}

function some({ ring, chance }: LossesDoor, count: number): number[] {
  const ids = ring.peers.map(({ id }) => id);
  const drawn: number[] = [];
  while (drawn.length < count && ids.length > 0) {
    const [id] = ids.splice(chance.below(ids.length), 1);
    if (id !== undefined) drawn.push(id);
  }
  return drawn;
}

async function killSome(door: LossesDoor): Promise<string[]> {
  const { ring, chance, signal } = door;
  const most = Math.min(atOnceMax, ring.peers.length - livingMin);
  const ids = some(door, Math.max(1, Math.ceil(chance.next() * most)));
  await Promise.all(ids.map((id) => ring.kill(id)));
  await rest(chance.pause(awayMs), signal);
  for (const id of ids) await returned(door, id);
  return ids.map(() => 'killed and started again');
}

/** A join may fail in a ring in trouble; then once more. */
async function returned({ ring, say }: LossesDoor, id: number): Promise<void> {
  for (let tries = 0; tries < 5; tries += 1) {
    try {
      await ring.restart(id);
      return;
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      say(`peer ${id} does not come back: ${error.message}`);
    }
  }
}

async function sendAway(door: LossesDoor): Promise<string[]> {
  const { ring, chance, signal, say } = door;
  if (ring.peers.length <= livingMin) return [];
  const [id] = some(door, 1);
  if (id === undefined) return [];
  try {
    await ring.quit(id);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    say(`peer ${id} does not quit: ${error.message}`);
  }
  await rest(chance.pause(awayMs), signal);
  await returned(door, id);
  return ['quit and came back'];
}

async function comeOrGo(door: LossesDoor): Promise<string[]> {
  const { ring, chance, say } = door;
  if (ring.peers.length >= livingMax) {
    const [id] = some(door, 1);
    if (id === undefined) return [];
    await ring.quit(id).catch((error: unknown) => say(`peer ${id} does not quit: ${String(error)}`));
    return ['quit for good'];
  }
  const via = chance.pick(ring.peers)?.id;
  if (via === undefined) return [];
  const id = chance.below(2 ** bits);
  await ring.join(id, { via }).catch((error: unknown) => say(`peer ${id} does not join: ${String(error)}`));
  return ['joined'];
}
