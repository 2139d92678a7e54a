// The checks that `pnpm model` makes by itself: what is explored, how far, and what is expected of it.

import { modelOf, type ModelOptions } from './model.ts';
import type { Search } from './explorer.ts';

export interface Check {
  readonly name: string;
  readonly says: string;
  readonly search: Search;
  /** Takes minutes to an hour, and is left out unless asked for. */
  readonly isLong: boolean;
  /** `breaks` shows where a promise ends. */
  readonly expects: 'holds' | 'breaks';
}

type Wanted = ModelOptions & Partial<Omit<Search, 'model' | 'members'>> & { readonly members: number };

/** What is wanted, with defaults. The members in the beginning are the first ones. */
export function searchOf({ members, recoverEvery = 1, faultsMax, counted, ...model }: Wanted): Search {
  return {
    model: modelOf(model),
    members: Array.from({ length: members }, (_, place) => place),
    recoverEvery,
    faultsMax,
    counted,
  };
}

interface More {
  readonly isLong?: true;
  readonly expects?: 'breaks';
}

function check(name: string, says: string, wanted: Wanted, { isLong, expects }: More = {}): Check {
  return { name, says, search: searchOf(wanted), isLong: isLong === true, expects: expects ?? 'holds' };
}

const [of4, of5] = [
  { places: 4, members: 4 },
  { places: 5, members: 5 },
];

export const checks: readonly Check[] = [
  check('operations-4', '4 ids, whole operations, any losses and joins', {
    ...of4,
    grain: 'operation',
    recoverEvery: 0,
  }),
  check('operations-5', '5 ids, whole operations, any losses and joins', {
    ...of5,
    grain: 'operation',
    recoverEvery: 0,
  }),
  check('operations-5-of-3', '5 ids, whole operations, lists of 3', {
    ...of5,
    grain: 'operation',
    recoverEvery: 0,
    successorsMax: 3,
  }),
  check('queries-4-faults-4', '4 ids, each question with its answer, up to 4 losses and joins', {
    ...of4,
    faultsMax: 4,
  }),
  check('queries-5-faults-3', '5 ids, each question with its answer, up to 3 losses and joins', {
    ...of5,
    faultsMax: 3,
  }),
  check('messages-4-faults-3', '4 ids, every message on its own, up to 3 losses and joins', {
    ...of4,
    grain: 'message',
    faultsMax: 3,
  }),
  check('late-words', '4 ids, queries, up to 3 losses and joins; words of the dead are read late', {
    ...of4,
    faultsMax: 3,
    lateWords: true,
  }),
  check('forgetful', '4 ids, queries, up to 3 losses and joins; the silent are forgotten at any time', {
    ...of4,
    faultsMax: 3,
    forgets: true,
  }),
  check('impatient', '4 ids, messages, up to 2 losses and joins; the living are not waited for', {
    ...of4,
    grain: 'message',
    faultsMax: 2,
    givesUp: true,
  }),
  check('told', '4 ids, messages, up to 1 loss or join; the head may have a round begun at any time', {
    ...of4,
    grain: 'message',
    faultsMax: 1,
    tells: true,
  }),
  check(
    'one-loss-5',
    '5 ids of which 4 are members, queries, any joins and one loss that no list is spared',
    {
      places: 5,
      members: 4,
      failures: 'principals',
      faultsMax: 1,
      counted: 'losses',
    },
  ),
  check('from-1', 'a ring of 1 that 2 others join, every message on its own', {
    places: 3,
    members: 1,
    grain: 'message',
    failures: 'none',
  }),
  check('from-2', 'a ring of 2 that another joins, every message on its own', {
    places: 3,
    members: 2,
    grain: 'message',
    failures: 'none',
  }),
  check('from-3', 'a ring of 3 that another joins, every message on its own', {
    places: 4,
    members: 3,
    grain: 'message',
    failures: 'none',
  }),
  check('pairs', 'a ring of 1 among 2 ids, every message on its own, losses that leave a list', {
    places: 2,
    members: 1,
    grain: 'message',
    failures: 'kept-list',
  }),
  check('triples', 'a ring of 2 among 3 ids, queries, losses that leave every list somebody', {
    places: 3,
    members: 2,
    failures: 'kept-list',
  }),
  check(
    'too-few-principals',
    'a ring of 3 among 4 ids, queries, losses that leave every list somebody, but not L + 1 principals',
    { places: 4, members: 3, failures: 'kept-list', recoverEvery: 0 },
    { expects: 'breaks' },
  ),
  check('queries-4', '4 ids, each question with its answer, any losses and joins', of4, { isLong: true }),
  check(
    'messages-4-faults-4',
    '4 ids, every message on its own, up to 4 losses and joins',
    { ...of4, grain: 'message', faultsMax: 4 },
    { isLong: true },
  ),
  check(
    'messages-4',
    '4 ids, every message on its own, any losses and joins',
    { ...of4, grain: 'message' },
    { isLong: true },
  ),
];
