// What the keeper wrote down, in a file of its own: text of any form, below a line with its checksum.

import { hash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { diskTrouble } from './disk-trouble.ts';
import { replaceFile, systemCode } from './durable.ts';

/** Undefined: never saved. `isDamaged`: something was, and cannot be believed any more. */
export interface FoundCharter {
  readonly text: string | undefined;
  readonly isDamaged: boolean;
}

export async function loadCharter(path: string): Promise<FoundCharter> {
  try {
    const content = await readFile(path, 'utf8');
    const lineEnd = content.indexOf('\n');
    const text = content.slice(lineEnd + 1);
    const isSound = content.slice(0, Math.max(0, lineEnd)) === checksum(text);
    return isSound ? { text, isDamaged: false } : { text: undefined, isDamaged: true };
  } catch (error) {
    return { text: undefined, isDamaged: systemCode(error) !== 'ENOENT' };
  }
}

/** Durable when resolved. The former text stands until then. Calls must not overlap. */
export async function saveCharter(path: string, text: string): Promise<void> {
  try {
    await replaceFile(path, `${checksum(text)}\n${text}`);
  } catch (error) {
    await rm(`${path}.new`, { force: true }).catch(() => undefined);
    throw diskTrouble('the charter', error);
  }
}

function checksum(text: string): string {
  return hash('sha256', text, 'hex');
}
