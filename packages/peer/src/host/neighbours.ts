// Peers as others name them, turned into contacts.

import { isIdentifier, type Contact } from '../ring/index.ts';
import type { SettledOptions } from './options.ts';
import type { NamedPeer } from './outcomes.ts';
import { PeerError } from './peer-error.ts';

/** The next peers of a first member, itself left out. Nobody knows their lives yet. Throws PeerError `bad-option` for an id that is none. */
export function neighbours(
  named: readonly NamedPeer[],
  { id: ownId, space }: Pick<SettledOptions, 'id' | 'space'>,
): Contact[] {
  return named
    .filter(({ id }) => id !== ownId)
    .map(({ id, address }) => {
      if (!isIdentifier(space, id)) throw new PeerError('bad-option', `${id} is no id of this ring`);
      return { id, epoch: 0, address };
    });
}

/** Throws PeerError `bad-option` when a peer has nobody but itself to join through. */
export function insistOnOther(
  self: Contact,
  via: Contact['address'] | undefined,
  stored: readonly Contact[],
): void {
  if (via !== self.address && (via !== undefined || stored.length > 0)) return;
  const why = via === undefined ? 'knows nobody to join through' : 'cannot join through itself';
  throw new PeerError('bad-option', `peer ${self.id} ${why}; name a peer of the ring`);
}
