import { expect, test } from 'vitest';
import { essenceOf } from '../../src/model/essence.ts';
import { Explorer, modelOf, searchOf } from '../../src/model/index.ts';
import { letterIn, receiverOf, Scene } from '../../src/model/scene.ts';
import { unfolded } from '../../src/model/unfold.ts';
import {
  identifierSpace,
  toIdentifier,
  type Contact,
  type Effect,
  type RingState,
} from '../../src/ring/index.ts';
import { ringCore, type Core } from '../../src/sim/index.ts';
import { plant } from '../traps/plant.ts';
import { traps } from '../traps/traps.ts';

/** Up to a second of work, and far longer on a busy machine. */
const slowMs = 60_000;

function explore(wanted: Partial<Parameters<typeof searchOf>[0]>): Explorer {
  const explorer = new Explorer(
    searchOf({ places: 4, members: 4, faultsMax: 2, recoverEvery: 0, ...wanted }),
  );
  while (!explorer.isDone) explorer.advance(1_000);
  return explorer;
}

/** A scene in words that do not depend on the order in which things were met, the same however it is turned. */
function inWords({ places, mail }: Scene, { stage }: Explorer): string {
  const { catalogue } = stage.moves;
  const turned = [...places.keys()].map((turn) => {
    const locals = places.map((_, place) => {
      const number = places[(place + turn) % places.length] ?? 0;
      return number === 0 ? '' : JSON.stringify(catalogue.local(number).essence);
    });
    const letters = mail.map((word) => {
      const receiver = (receiverOf(word) - turn + places.length) % places.length;
      return `${receiver} ${JSON.stringify(catalogue.note(letterIn(word)).letter)}`;
    });
    return [...locals, ...letters.toSorted()].join('\n');
  });
  return turned.toSorted()[0] ?? '';
}

function allScenes(explorer: Explorer): Set<string> {
  const scene = new Scene(explorer.stage.model.places);
  const words = new Set<string>();
  for (let index = 0; index < explorer.scenes.size; index += 1) {
    explorer.read(index, scene);
    words.add(inWords(scene, explorer));
  }
  return words;
}

test('taking turned rings for one leaves out no scene', { timeout: slowMs }, () => {
  const [turned, unturned] = [explore({ turns: true }), explore({ turns: false })];

  expect(turned.scenes.size).toBeLessThan(unturned.scenes.size);
  expect(allScenes(turned)).toEqual(allScenes(unturned));
});

test('a local state is made of its essence without loss', { timeout: slowMs }, () => {
  const explorer = explore({ grain: 'message', faultsMax: 1 });
  const { catalogue } = explorer.stage.moves;
  const { options } = modelOf({ places: 4 });
  for (let number = 1; number <= catalogue.sizes.locals; number += 1) {
    const { essence } = catalogue.local(number);
    expect(essenceOf(unfolded(options, essence), false)).toEqual(essence);
  }
});

/** Where the peers of the model stand in a wide space, the one that steps anywhere among them; the first and the last id too. */
const wideIds = [200, 255, 0, 90];
const wide = identifierSpace(8);

/** A core whose every step is compared with the same step elsewhere. */
function comparing(core: Core): Core {
  return {
    ...core,
    step(state, input, now) {
      const near = core.step(state, input, now);
      for (let turn = 0; turn < wideIds.length; turn += 1) {
        const far = core.step(moved(state, turn), moved(input, turn), now);
        expect(traits(far.state, far.effects)).toEqual(
          traits(moved(near.state, turn), moved(near.effects, turn)),
        );
      }
      return near;
    },
  };
}

test('the core does the same wherever the ids stand, if their order is the same', { timeout: slowMs }, () => {
  const { stage } = explore({ core: comparing(ringCore) });

  expect(stage.moves.size).toBeGreaterThan(100);
});

test(
  'a core that takes peer 0 for nobody does not do the same wherever the ids stand',
  { timeout: slowMs },
  async () => {
    const trap = traps.find(({ name }) => name === 'id 0 treated as absent');
    const core = await plant(trap ?? { name: 'none', changes: [] });

    expect(() => explore({ core: comparing(core) })).toThrow('to deeply equal');
  },
);

/** The same value with every contact, and the keys of walks, moved; addresses stay. */
function moved<Value>(value: Value, turn: number): Value {
  const idAt = (place: number): number => toIdentifier(wide, wideIds[(place + turn) % wideIds.length] ?? 0);
  const move = (part: unknown, key: string): unknown => {
    if (key === 'space') return wide;
    if (key === 'key' || key === 'id' || (key === 'by' && part !== null)) return idAt(Number(part));
    if (part instanceof Map)
      return new Map([...part].map(([id, contact]) => [idAt(Number(id)), move(contact, '')]));
    if (Array.isArray(part)) return part.map((each) => move(each, ''));
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, each]) => [name, move(each, name)]));
  };
  return move(value, '') as Value; // oxlint-disable-line typescript/no-unsafe-type-assertion -- The shape is the same.
}

function contacts(list: readonly { readonly contact: Contact }[]): Contact[] {
  return list.map(({ contact }) => contact);
}

/** What the ring depends on. */
function traits(
  { phase, pred, succ, op, candidates, rectifier, join, silent, known, watches }: RingState,
  effects: readonly Effect[],
) {
  const sent = effects.flatMap((effect) =>
    effect.kind === 'send' && effect.message.kind !== 'find' && effect.message.kind !== 'found'
      ? [{ to: effect.to, message: effect.message }]
      : [],
  );
  const heads = join?.heads;
  return {
    phase,
    pred,
    succ,
    op,
    candidates,
    rectifier,
    heads,
    known,
    silent: contacts(silent),
    watches: contacts(watches),
    sent,
  };
}
