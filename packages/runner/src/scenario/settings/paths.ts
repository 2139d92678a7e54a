// The settings of a scenario that can be changed from outside, by --set and by matrix: their names, and where they stand in the file.

import type { Path } from '../mistake.ts';
import { loadVerbs, type Scenario } from '../language/index.ts';
import { noSuchWord } from '../shape/words.ts';

const ringSettings = [
  'preset',
  'bits',
  'successors',
  'replicas',
  'ping',
  'hash',
  'owner',
  'routing',
] as const;

/** `ring.ping`, `peers.core.count`, `load.mixed.store.rate` and so on. Steps and checks are no settings. */
export function settingNames({ groups, loads }: Pick<Scenario, 'groups' | 'loads'>): readonly string[] {
  const counts = groups
    .filter(({ members }) => members.kind === 'count')
    .map(({ name }) => `peers.${name}.count`);
  const rates = loads.flatMap(({ name, streams }) =>
    streams.flatMap(({ verb }) => [
      `load.${name}.${verb}.rate`,
      ...(verb === loadVerbs[0] ? [`load.${name}.${verb}.bytes`] : []),
    ]),
  );
  const timeouts = loads.map(({ name }) => `load.${name}.timeout`);
  return [
    'seed',
    'repeat',
    'limits.peers',
    ...ringSettings.map((name) => `ring.${name}`),
    ...counts,
    ...rates,
    ...timeouts,
  ];
}

export function settingPath(name: string): Path {
  return name.split('.');
}

/** What is wrong with the name of a setting, or undefined. */
export function settingTrouble(
  name: string,
  scenario: Pick<Scenario, 'groups' | 'loads'>,
): string | undefined {
  const names = settingNames(scenario);
  return names.includes(name) ? undefined : noSuchWord('setting', name, names);
}
