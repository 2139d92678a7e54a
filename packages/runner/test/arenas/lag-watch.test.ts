import { expect, test } from 'vitest';
import { LagWatch } from '../../src/arenas/processes/lag-watch.ts';

function standStill(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test('a standstill is seen by its length, also before the next tick, and is forgotten when somebody begins to look on', () => {
  using lag = new LagWatch();

  standStill(400);
  const { maxMs, share } = lag.figures();
  expect(maxMs).toBeGreaterThan(300);
  expect(share).toBeGreaterThan(0.5);

  lag.begin();
  expect(lag.figures().maxMs).toBeLessThan(300);
});
