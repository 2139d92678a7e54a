// How what the disk and the network did ends, in the words of the keeper's core.

import type { Ending } from '../../keys/index.ts';
import { ConversationError } from '../../net/conversation.ts';
import { StoreError } from '../../store/index.ts';
import { PeerError } from '../peer-error.ts';

const done: Ending = { kind: 'done' };

/** Never rejects for what a disk or another peer can bring; a bug of ours is thrown on. */
export async function endingOf(doing: Promise<unknown>): Promise<Ending> {
  try {
    await doing;
    return done;
  } catch (error) {
    return { kind: 'failed', ...failureOf(error) };
  }
}

type Failure = Omit<Extract<Ending, { readonly kind: 'failed' }>, 'kind'>;

function failureOf(error: unknown): Failure {
  if (error instanceof StoreError) return { code: codeOf(error), message: error.message };
  if (error instanceof ConversationError) return { code: 'gone', message: error.message };
  if (error instanceof PeerError)
    return { code: error.code === 'refused' ? 'disk-full' : 'gone', message: error.message };
  // Of the file system: whatever it was, the bytes are not where they should be.
  if (error instanceof Error && 'code' in error)
    return { code: 'disk-failed', message: `the file system failed (${String(error.code)})` };
  throw error;
}

function codeOf({ code }: StoreError): Failure['code'] {
  switch (code) {
    case 'disk-full':
    case 'too-large':
      return 'disk-full';
    case 'damaged':
      return 'damaged';
    case 'unknown-token':
    case 'unknown-park':
    case 'park-taken':
    case 'wrong-size':
    case 'wrong-sha256':
    case 'closed':
      return 'gone';
    case 'bad-name':
    case 'disk-failed':
    case 'folder-in-use':
    case 'folder-unusable':
    case 'unsure':
      return 'disk-failed';
  }
}
