// What a peer's host does at its end of a transfer: takes bytes in, gives them out, or says why not.

import { Buffer } from 'node:buffer';
import { ConversationError } from '../net/conversation.ts';
import type { Transfer } from '../net/transfer.ts';
import { StoreError, type StoredValue } from '../store/index.ts';
import type { Taking } from './keeping/waiting-bytes.ts';
import { PeerError, type PeerErrorCode } from './peer-error.ts';

/** The other side of `putBytes`, once there is room. */
export async function takeBytes(
  transfer: Transfer,
  n: number,
  size: number,
  taking: Pick<Taking, 'write' | 'finish'>,
): Promise<void> {
  await transfer.tell({ kind: 'put-go', n });
  await transfer.takeChunks(size, (chunk) => taking.write(chunk));
  const { sha256 } = await transfer.hear('put-end');
  await taking.finish(Buffer.from(sha256).toString('hex'));
  await transfer.tell({ kind: 'put-done', n });
}

/** The other side of `fetchBytes`. */
export async function giveBytes(transfer: Transfer, n: number, value: StoredValue): Promise<void> {
  const { bytes } = value.entry;
  await transfer.tell({ kind: 'get-go', n, size: bytes });
  await transfer.giveChunks(value.chunks(), bytes);
}

/** Says why not. Silent when the other side has gone. */
export async function refuse(transfer: Transfer, n: number, error: unknown): Promise<void> {
  const { code, message } = refusalOf(error);
  await transfer
    .tell({ kind: 'failed', n, code, isDefinite: true, message, route: [] })
    .catch(() => undefined);
}

function refusalOf(error: unknown): { readonly code: PeerErrorCode; readonly message: string } {
  if (error instanceof PeerError) return error;
  if (error instanceof StoreError) {
    const isFull = error.code === 'disk-full' || error.code === 'too-large';
    return { code: isFull ? 'refused' : 'unavailable', message: error.message };
  }
  if (error instanceof ConversationError) return { code: 'unavailable', message: error.message };
  throw error;
}
