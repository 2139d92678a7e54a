// Which values are let in. The same words for both stores; nothing is written before they are asked.

import { nameTrouble, quoteName } from '../keys/placement/name-limits.ts';
import { StoreError } from './store-error.ts';

export interface Admission {
  readonly valueBytesMax: number;
  /** How much room there is for one more value, now. */
  freeBytes(): Promise<number>;
}

/** Throws StoreError unless a value of this name and size may be taken in. */
export async function admit(name: string, size: number, admission: Admission): Promise<void> {
  const trouble = nameTrouble(name);
  if (trouble !== undefined) throw new StoreError('bad-name', trouble);
  if (!Number.isSafeInteger(size) || size < 0) {
    throw new StoreError(
      'wrong-size',
      `a size is a whole number of bytes, not ${size}; say how many there are`,
    );
  }
  if (size > admission.valueBytesMax) throw tooLarge(name, size, admission.valueBytesMax);
  const freeBytes = await admission.freeBytes();
  if (size > freeBytes) throw diskFull(name, `it takes ${size} bytes and ${freeBytes} are free`);
}

export function diskFull(name: string, why: string, cause?: unknown): StoreError {
  const message = `no room for ${quoteName(name)}: ${why}; free some space on the disk of this peer's folder`;
  return new StoreError('disk-full', message, { cause });
}

function tooLarge(name: string, size: number, valueBytesMax: number): StoreError {
  const message = `${quoteName(name)} is too large: ${size} bytes; this peer takes values of up to ${valueBytesMax}`;
  return new StoreError('too-large', message);
}
