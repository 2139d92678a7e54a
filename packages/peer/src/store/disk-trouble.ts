// The system's errors in the store's words, so that nobody above has to know what ENOSPC is.

import { diskFull } from './admission.ts';
import { systemCode } from './durable.ts';
import { StoreError } from './store-error.ts';

/** What went wrong with `what`, as words may call it. A StoreError stays as it is. */
export function diskTrouble(what: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  if (isDiskFull(error)) return diskFull(what, 'the disk is full', error);
  return diskFailed(what, error instanceof Error ? error.message : String(error), error);
}

export function diskFailed(what: string, why: string, cause?: unknown): StoreError {
  const message = `this peer's disk failed at ${what}: ${why}; try again, or look at the disk`;
  return new StoreError('disk-failed', message, { cause });
}

/** Is this the system's word for a full disk, or for a quota that is used up? */
export function isDiskFull(error: unknown): boolean {
  const code = systemCode(error);
  return code === 'ENOSPC' || code === 'EDQUOT';
}

/** Why nothing can be kept in `folder`. */
export function folderTrouble(folder: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const why = error instanceof Error ? error.message : String(error);
  const message = `nothing can be kept in ${folder}: ${why}; give this peer another folder`;
  return new StoreError('folder-unusable', message, { cause: error });
}
