// The system's errors in the store's words, so that nobody above has to know what ENOSPC is.

import { quoteName } from '../keys/placement/name-limits.ts';
import { diskFull } from './admission.ts';
import { systemCode } from './durable.ts';
import { StoreError } from './store-error.ts';

/** What went wrong with the value called `name`. A StoreError stays as it is. */
export function diskTrouble(name: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const code = systemCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(name, 'the disk is full', error);
  const why = error instanceof Error ? error.message : String(error);
  const message = `this peer's disk failed at ${quoteName(name)}: ${why}; try again, or look at the disk`;
  return new StoreError('disk-failed', message, { cause: error });
}

/** Why nothing can be kept in `folder`. */
export function folderTrouble(folder: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const why = error instanceof Error ? error.message : String(error);
  const message = `nothing can be kept in ${folder}: ${why}; give this peer another folder`;
  return new StoreError('folder-unusable', message, { cause: error });
}
