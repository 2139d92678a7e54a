// Who keeps a key, said as a position to walk to. The ring knows one rule (the first peer at or after a position); `--owner after` is made of it here.

import { toIdentifier, type Identifier, type IdentifierSpace } from '../../ring/space.ts';
import type { OwnerRule } from '../../settings/settings.ts';

/** The position whose first peer at or after it keeps `key`. The first peer strictly after a key is the first at or after the next position. */
export function routingKey(key: Identifier, ownerRule: OwnerRule, space: IdentifierSpace): Identifier {
  return ownerRule === 'after' ? toIdentifier(space, key + 1) : key;
}
