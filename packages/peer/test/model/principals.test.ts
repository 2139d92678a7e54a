import { expect, test } from 'vitest';
import { Explorer, searchOf } from '../../src/model/index.ts';
import { principals } from '../../src/model/principals.ts';
import { Scene } from '../../src/model/scene.ts';
import { lifeOf, stepsTo, type Who } from '../../src/model/who.ts';
import { settledMember, type Contact } from '../../src/ring/index.ts';
import { Simulation } from '../../src/sim/index.ts';
import { principals as simulated } from '../../src/sim/safety/principals.ts';

/** Up to a second of work, and far longer on a busy machine. */
const slowMs = 60_000;

/** The same members with the same lists in the simulator. Undefined when the scene holds what can only be in the model. */
function seated(scene: Scene, { stage }: Explorer): Simulation | undefined {
  const { places, mail } = scene;
  const simulation = new Simulation({ bits: 2, successorsMax: 2 });
  const contact = (place: number, life: number): Contact => ({
    id: simulation.id(place % places.length),
    epoch: life,
    address: `127.0.0.1:${12_000 + (place % places.length)}`,
  });
  if (mail.length > 0) return undefined;
  for (const place of places.keys()) {
    const essence = stage.local(scene, place)?.essence;
    if (essence === undefined) continue;
    const { phase, succ, life } = essence;
    if (phase !== 'member') return undefined;
    const list = succ.map((who: Who) => contact(place + stepsTo(who), lifeOf(who)));
    const lists = { pred: [], succ: list };
    simulation.place(settledMember(simulation.options, contact(place, life), 1, lists, 0));
  }
  return simulation;
}

/** Does a later life of it sit there? */
function isOutlived({ seats }: Simulation, { id, epoch }: Contact): boolean {
  return seats.some(({ self }) => self.id === id && self.epoch > epoch);
}

test('the model and the simulator hold the same members for principals', { timeout: slowMs }, () => {
  const explorer = new Explorer(searchOf({ places: 4, members: 4, faultsMax: 2, recoverEvery: 0 }));
  while (!explorer.isDone) explorer.advance(1_000);
  const scene = new Scene(4);
  const counts = new Set<number>();
  let outlived = 0;

  for (let index = 0; index < explorer.scenes.size; index += 1) {
    explorer.read(index, scene);
    const simulation = seated(scene, explorer);
    if (simulation === undefined) continue;
    const standing = principals(explorer.stage, scene);
    const ids = [0, 1, 2, 3].filter((place) => ((standing >> place) & 1) === 1);
    expect(simulated(simulation).toSorted((a, b) => a - b)).toEqual(ids);
    counts.add(ids.length);
    if (simulation.seats.some(({ state }) => state.succ.some((named) => isOutlived(simulation, named))))
      outlived += 1;
  }

  expect([...counts].toSorted((a, b) => a - b)).toEqual([3, 4]);
  expect(outlived).toBeGreaterThan(0);
});
