import { judge } from '@ringside/peer/survey';
import { describe, expect, test } from 'vitest';
import type { Arena, ArenaEvent, LinkRule } from '../../src/scenario/index.ts';
import { planOf } from '../scenario/reading.ts';
import { arenas } from './arenas.ts';

const plan = planOf(`ringside: 1
name: conformance
ring: { preset: chord, bits: 16, replicas: 1, ping: 500ms }
peers: { core: { ids: [100, 200, 300, 400] }, late: { ids: [250] } }
load: { some: { store: { rate: 1/s, bytes: 10 }, request: { rate: 1/s } } }
phases:
  - name: start
    during: some
    do: [{ start: core }]
`);

const limitMs = 20_000;

/** Waits on the arena's own clock, as a player does. */
async function until(arena: Arena, holds: () => Promise<boolean>): Promise<void> {
  const startedMs = arena.now();
  // oxlint-disable-next-line no-await-in-loop
  while (!(await holds())) {
    if (arena.now() - startedMs > limitMs) throw new Error('it did not come about');
    // oxlint-disable-next-line no-await-in-loop
    await arena.sleep(100);
  }
}

async function stateOf(arena: Arena): Promise<string> {
  const { observations } = await arena.look();
  return `${judge(observations).state} ${judge(observations).members.join(' ')}`;
}

const idealOf = (...ids: number[]): string => `OK ${ids.join(' ')}`;

describe.each(arenas)('on %s', (_, use) => {
  test('a ring is started, joined, left, killed and started again, and everybody is known by its state', async () => {
    await use(plan, async (arena) => {
      await arena.startGiven([100, 200, 300, 400]);
      await until(arena, async () => (await stateOf(arena)) === idealOf(100, 200, 300, 400));

      expect(await arena.join(250, 100)).toMatchObject({ ok: true });
      await until(arena, async () => (await stateOf(arena)) === idealOf(100, 200, 250, 300, 400));
      expect(await arena.leave(100)).toMatchObject({ ok: true });
      expect(await arena.kill(300)).toMatchObject({ ok: true });
      await until(arena, async () => (await stateOf(arena)) === idealOf(200, 250, 400));
      expect(arena.peers().map(({ id, state }) => `${id} ${state}`)).toEqual([
        '100 left',
        '200 running',
        '250 running',
        '300 killed',
        '400 running',
      ]);

      expect(await arena.restart(300, 200)).toMatchObject({ ok: true });
      await until(arena, async () => (await stateOf(arena)) === idealOf(200, 250, 300, 400));
      expect(await arena.kill(9)).toMatchObject({ ok: false, isDefinite: true });
      const endings = await arena.end();
      expect(endings.filter(({ isClean }) => !isClean)).toEqual([]);
      expect(endings).toHaveLength(5);
    });
  });

  test('whoever stands still is not looked at, and goes on where it was', async () => {
    await use(plan, async (arena) => {
      await arena.startGiven([100, 200, 300]);
      await until(arena, async () => (await stateOf(arena)) === idealOf(100, 200, 300));

      expect(await arena.pause(200)).toMatchObject({ ok: true });
      expect((await arena.look()).observations.map(({ id }) => id)).toEqual([100, 300]);
      expect(await arena.pause(200)).toMatchObject({ ok: false });
      expect(await arena.resume(200)).toMatchObject({ ok: true });

      await until(arena, async () => (await stateOf(arena)) === idealOf(100, 200, 300));
    });
  });

  test('a cut makes two rings and its end makes one, and those who are parted hold each other dead', async () => {
    await use(plan, async (arena) => {
      const deaths: number[] = [];
      arena.listen((event: ArenaEvent) => {
        if (event.kind === 'notice' && event.notice.event === 'died') deaths.push(event.notice.peer);
      });
      await arena.startGiven([100, 200, 300, 400]);
      await until(arena, async () => (await stateOf(arena)) === idealOf(100, 200, 300, 400));

      await arena.setLinks(cutBetween([100, 200], [300, 400]));
      await until(arena, async () => (await stateOf(arena)).startsWith('SPLIT'));
      await arena.setLinks([]);
      await until(arena, async () => (await stateOf(arena)) === idealOf(100, 200, 300, 400));

      expect(new Set(deaths)).toEqual(new Set([100, 200, 300, 400]));
    });
  });

  test('a value is stored by its owner and brought from there, byte for byte, small and large', async () => {
    await use(plan, async (arena) => {
      await arena.startGiven([100, 200, 300]);
      await until(arena, async () => (await stateOf(arena)) === idealOf(100, 200, 300));
      for (const size of [0, 10, 100_000]) {
        const bytes = Uint8Array.from({ length: size }, (_each, place) => (place * 7) % 251);
        const name = `value-${size}`;

        // oxlint-disable-next-line no-await-in-loop
        const stored = await arena.store(name, bytes, 100);
        // oxlint-disable-next-line no-await-in-loop
        const looked = await arena.lookup(name, 200);
        // oxlint-disable-next-line no-await-in-loop
        const brought = await arena.request(name, 300);

        expect(stored).toMatchObject({ ok: true });
        expect(brought.ok && Buffer.from(brought.bytes).equals(Buffer.from(bytes))).toBe(true);
        expect(stored.ok && looked.ok && looked.owner === stored.owner).toBe(true);
      }
      expect(await arena.request('never-stored', 100)).toMatchObject({ ok: false, code: 'not-found' });
    });
  });

  test('a sleep ends when its signal is aborted, and time goes on', async () => {
    await use(plan, async (arena) => {
      const ending = new AbortController();
      const startedMs = arena.now();
      const sleeping = arena.sleep(60_000, ending.signal);
      await arena.sleep(20);
      ending.abort();
      await sleeping;

      expect(arena.now() - startedMs).toBeGreaterThanOrEqual(19);
      expect(arena.now() - startedMs).toBeLessThan(30_000);
    });
  });
});

function cutBetween(one: readonly number[], other: readonly number[]): readonly LinkRule[] {
  const effect = { drop: true, loss: 0, duplicate: 0, reorder: 0, delayMs: null };
  return one.flatMap((a) =>
    other.flatMap((b) => [
      { from: a, to: b, effect, seed: 1 },
      { from: b, to: a, effect, seed: 1 },
    ]),
  );
}
