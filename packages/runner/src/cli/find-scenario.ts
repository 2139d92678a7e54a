// Scenarios by name, as they are shipped, or by path.

import { readFile, readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXIT, ProgramError } from '@ringside/peer/settings';
import { nearest } from '../commands/index.ts';

/** Beside `src/` and `dist/`. */
const shipped = new URL('../../scenarios/', import.meta.url);
const ending = '.yaml';

export interface FoundScenario {
  /** As it was asked for: what errors name. */
  readonly source: string;
  /** As it may be asked for again. */
  readonly asked: string;
  readonly bytes: Uint8Array;
  /** In which it lies. */
  readonly folder: string;
}

/** A word is the name of a shipped scenario; anything with a dot or a slash is a path. */
export async function findScenario(asked: string): Promise<FoundScenario> {
  const isPath = /[./\\]/.test(asked);
  const names = isPath ? [] : await shippedNames();
  if (!isPath && !names.includes(asked)) {
    const close = nearest(asked, names);
    const mend = close === undefined ? `there are ${names.join(', ')}` : `did you mean ${close}?`;
    throw new ProgramError(
      EXIT.noSuchFile,
      `there is no scenario "${asked}"; ${mend} A file is named with its path.`,
    );
  }
  const file = isPath ? asked : new URL(`${asked}${ending}`, shipped);
  try {
    const source = isPath ? asked : `${asked}${ending}`;
    return {
      source,
      asked,
      bytes: await readFile(file),
      folder: isPath ? dirname(asked) : fileURLToPath(shipped),
    };
  } catch (cause) {
    throw new ProgramError(EXIT.noSuchFile, `the file ${asked} cannot be read; is the path right?`, {
      cause,
    });
  }
}

/** In the order of the alphabet. */
export async function shippedNames(): Promise<readonly string[]> {
  const files = await readdir(shipped);
  return files
    .filter((file) => file.endsWith(ending))
    .map((file) => basename(file, ending))
    .toSorted();
}
