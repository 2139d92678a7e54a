// Where a peer puts a value that it fetched.

import { join } from 'node:path';
import type { Identifier } from '../ring/index.ts';
import { openReceivedFile, type ReceivedFile } from '../store/index.ts';
import { PeerError } from './peer-error.ts';
import { isNumber } from './value-source.ts';

/** Where a value goes when nobody says where: into the peer's folder. A name that is no number does not become part of a path. */
export function receivedPath(name: string, key: Identifier, folder: string = '.'): string {
  return join(folder, `received_${isNumber(name) ? name : `key-${key}`}.pdf`);
}

/** Opens a file for receiving; disposing of it unfinished leaves nothing. Rejects with PeerError. */
export async function openFetchedFile(path: string): Promise<ReceivedFile> {
  return await openReceivedFile(
    path,
    (code, message, cause) =>
      new PeerError(code === 'wrong-bytes' ? 'unavailable' : code, message, { cause }),
  );
}
