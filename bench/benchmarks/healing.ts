// How fast a ring closes a gap: the seeds' seven peers at the seeds' ping interval, killed, quitting and joining, one trouble at a time.

import type { Ring, RingEvent } from '@ringside/runner';
import type { Benchmark, Notebook } from '../benchmark.ts';
import { startBenchRing } from '../measure/bench-ring.ts';

const ids = [2, 4, 5, 8, 9, 14, 19];
const healsWithin = '60s';

export const healing: Benchmark = {
  name: 'healing',
  asks: 'How long from kill -9 to noticed and to ideal, from two adjacent kills, from a join, from a quit (7 peers, T = 3 s)?',
  async run(notebook, { isQuick }) {
    const repetitions = isQuick ? 2 : 20;
    await using started = await startBenchRing({ peers: ids, ping: '3s', basePort: 23_000 });
    const { ring } = started;
    await ring.until('ideal', { within: healsWithin });
    const samples = new Samples();
    for (let turn = 0; turn < repetitions; turn += 1) {
      notebook.say(`${turn + 1} of ${repetitions}`);
      await measureKill(ring, [at(turn)], 'kill -9', samples);
      await measureKill(ring, [at(turn), at(turn + 1)], 'kill -9 of two neighbours', samples);
      await measureQuit(ring, at(turn), samples);
    }
    samples.writeInto(notebook);
  },
};

/** Each in turn. */
function at(turn: number): number {
  return ids[turn % ids.length] ?? 0;
}

async function measureKill(
  ring: Ring,
  victims: readonly number[],
  what: string,
  samples: Samples,
): Promise<void> {
  const noticed = new Map<number, number>();
  const stopListening = ring.listen((event) => {
    const peer = diedIn(event);
    if (peer !== undefined && !noticed.has(peer)) noticed.set(peer, performance.now());
  });
  const killedAt = performance.now();
  await Promise.all(victims.map((id) => ring.kill(id)));
  await ring.until('ideal', { within: healsWithin });
  samples.add(`${what}: until ideal`, performance.now() - killedAt);
  stopListening();
  for (const id of victims) {
    const noticedAt = noticed.get(id);
    if (noticedAt !== undefined) samples.add(`${what}: until noticed`, noticedAt - killedAt);
  }
  for (const id of victims) await measureJoin(ring, id, samples);
}

async function measureQuit(ring: Ring, id: number, samples: Samples): Promise<void> {
  const startedAt = performance.now();
  await ring.quit(id);
  await ring.until('ideal', { within: healsWithin });
  samples.add('quit: until ideal', performance.now() - startedAt);
  await measureJoin(ring, id, samples);
}

/** From the start of the process: a user who types `join` waits for that, too. */
async function measureJoin(ring: Ring, id: number, samples: Samples): Promise<void> {
  const via = ring.peers.find((peer) => peer.id !== id)?.id ?? 0;
  const startedAt = performance.now();
  await ring.join(id, { via });
  samples.add('join: until it says so, process start included', performance.now() - startedAt);
  await ring.until('ideal', { within: healsWithin });
  samples.add('join: until ideal, process start included', performance.now() - startedAt);
}

function diedIn(event: RingEvent): number | undefined {
  return event.kind === 'notice' && event.event.event === 'died' ? event.event.peer : undefined;
}

class Samples {
  readonly #byName = new Map<string, number[]>();

  add(what: string, ms: number): void {
    const samples = this.#byName.get(what) ?? [];
    samples.push(ms);
    this.#byName.set(what, samples);
  }

  writeInto(notebook: Notebook): void {
    for (const [what, samples] of this.#byName) notebook.record({ what, unit: 'ms', samples });
  }
}
