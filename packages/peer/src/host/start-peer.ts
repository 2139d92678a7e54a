// Brings a peer to life: sockets, folder, epoch, in this order, and nothing left open when one of them refuses.

import type { Notice } from '../ring/index.ts';
import {
  openDiskLife,
  openDiskStore,
  openMemoryLife,
  openMemoryStore,
  StoreError,
  type LifeRecord,
  type ValueStore,
} from '../store/index.ts';
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
  const onNotice = given.onNotice ?? ((): void => undefined);
  const { store, life, epoch } = await openLives(folder, onNotice);
  opened.use(store);
  const self = { id: options.id, epoch, address: sockets.address };
  const stored = (await life.loadContacts()).filter((contact) => contact.id !== options.id);
  const peer = new Peer({ options, self, sockets, store, life, stored, onNotice });
  opened.move();
  given.onReady?.(peer);
  return peer;
}

interface Lives {
  readonly store: ValueStore;
  readonly life: LifeRecord;
  /** Kept on disk before the first packet, so that no two lives share it. */
  readonly epoch: number;
}

async function openLives(folder: string | undefined, onNotice: (notice: Notice) => void): Promise<Lives> {
  await using opened = new AsyncDisposableStack();
  const onTrouble = (message: string): void => onNotice({ event: 'trouble', code: 'store-damaged', message });
  try {
    const store = opened.use(
      folder === undefined ? openMemoryStore() : await openDiskStore({ folder, onTrouble }),
    );
    const life = folder === undefined ? openMemoryLife() : await openDiskLife(folder);
    const epoch = await life.begin(Date.now());
    opened.move();
    return { store, life, epoch };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const code = error.code === 'folder-in-use' ? 'folder-taken' : 'cannot-write';
    throw new PeerError(code, error.message, { cause: error });
  }
}
