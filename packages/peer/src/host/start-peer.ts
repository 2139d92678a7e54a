// Brings a peer to life: sockets, folder, epoch, in this order, and nothing left open when one of them refuses.

import { openDiskLife, openDiskStore, openMemoryLife, openMemoryStore, StoreError, type ValueStore } from '../store/index.ts';
import { settleOptions, type PeerOptions } from './options.ts';
import { PeerError } from './peer-error.ts';
import { Peer } from './peer.ts';
import { openSockets } from './sockets.ts';

/**
 * Starts one peer in this process: bound and idle. Tell it `init`, `create` or `join` next.
 * Rejects with PeerError: `bad-option`, `port-taken`, `folder-taken`.
 */
export async function startPeer(given: PeerOptions): Promise<Peer> {
  const options = settleOptions(given, Math.floor(Math.random() * 2 ** 32));
  const { folder, listen, ring, space } = options;
  await using opened = new AsyncDisposableStack();
  const sockets = opened.use(await openSockets({ listen, ring, space }));
  const store = opened.use(folder === undefined ? openMemoryStore() : await openFolder(folder));
  const life = folder === undefined ? openMemoryLife() : await openDiskLife(folder);
  // Kept on disk before the first packet, so that no two lives share an epoch.
  const self = { id: options.id, epoch: await life.begin(Date.now()), address: sockets.address };
  const stored = (await life.loadContacts()).filter((contact) => contact.id !== options.id);
  const onNotice = given.onNotice ?? ((): void => undefined);
  const peer = new Peer({ options, self, sockets, store, life, stored, onNotice });
  opened.move();
  given.onReady?.(peer);
  return peer;
}

async function openFolder(folder: string): Promise<ValueStore> {
  try {
    return await openDiskStore({ folder });
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const code = error.code === 'folder-in-use' ? 'folder-taken' : 'cannot-write';
    throw new PeerError(code, error.message, { cause: error });
  }
}
