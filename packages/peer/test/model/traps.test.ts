import { expect, test } from 'vitest';
import { Explorer, searchOf, Storyteller, wayTo, type Search } from '../../src/model/index.ts';
import { plant } from '../traps/plant.ts';
import { traps } from '../traps/traps.ts';
import { hunts } from './hunts.ts';

/** Up to a second of work, and far longer on a busy machine. */
const slowMs = 60_000;

/** What the core with that mistake breaks first, told as a story. */
async function hunt(
  name: string,
  search: Parameters<typeof searchOf>[0],
): Promise<{ rule: string; steps: number; story: string }> {
  const trap = traps.find((each) => each.name === name);
  if (trap === undefined) throw new Error(`no trap is called ${name}`);
  const explorer = explored(searchOf({ ...search, core: await plant(trap) }));
  if (explorer.counterexample === undefined) throw new Error('nothing was caught');
  const way = wayTo(explorer, explorer.counterexample);
  const story = new Storyteller(explorer.stage, ['2', '4', '5', '8', '9']).tell(explorer.start, way);
  return { rule: way.breach.rule, steps: way.steps.length, story: story.join('\n') };
}

function explored(search: Search): Explorer {
  const explorer = new Explorer(search);
  while (!explorer.isDone && explorer.scenes.size < 50_000) explorer.advance(500);
  return explorer;
}

test('for each known trap it is written where the model checker meets it, or why it does not', () => {
  expect(Object.keys(hunts)).toEqual(traps.map(({ name }) => name));
});

for (const [name, wanted] of Object.entries(hunts)) {
  if (typeof wanted === 'string') continue;
  const { search, rule, steps } = wanted;
  test(`the model checker catches a core with the trap: ${name}`, { timeout: slowMs }, async () => {
    expect(await hunt(name, search)).toMatchObject({ rule, steps });
  });
}

test('how a joiner is adopted unchecked is told as a story, peer by peer', { timeout: slowMs }, async () => {
  const { story } = await hunt('adopting a candidate unchecked', {
    places: 5,
    members: 4,
    failures: 'none',
  });

  expect(story).toMatchInlineSnapshot(`
    "In the beginning:
        8 < 2 > 4 5
        2 < 4 > 5 8
        4 < 5 > 8 2
        5 < 8 > 2 4
     1. 9 wants to join, and 8 holds itself for the one before it   => 9 (joining)
     2. 2 is asked by 9, and says where it stands   => - < 9 > 2 4
     3. 2 reads that 9 holds it for its successor   => 9 < 2 > 4 5
     4. 8 begins a round: asks 2, which says where it stands   => 5 < 8 > 9 2
    Broken (step): peer 8 did in one step what no peer may do (candidates).
        9 < 2 > 4 5
        2 < 4 > 5 8
        4 < 5 > 8 2
        5 < 8 > 9 2
        - < 9 > 2 4"
  `);
});
