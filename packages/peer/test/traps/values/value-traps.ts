// The known mistakes of whoever keeps values. Data only.

import { copyingTraps } from './copying-traps.ts';
import { owningTraps } from './owning-traps.ts';
import { servingTraps } from './serving-traps.ts';
import type { ValueTrap } from './value-trap.ts';

export const valueTraps: readonly ValueTrap[] = [...servingTraps, ...copyingTraps, ...owningTraps];
