// The files that a run may touch: those beside its scenario, to be read, and those in its own folder. Nothing else, whatever a path says.

import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { ArenaError } from '../scenario/index.ts';

export class RunFiles {
  readonly #beside: string;
  readonly #folder: string;

  /** `beside`: the folder of the scenario. `folder`: that of the run. */
  constructor(beside: string, folder: string) {
    this.#beside = resolve(beside);
    this.#folder = resolve(folder);
  }

  async read(path: string): Promise<Uint8Array> {
    const file = await real(join(this.#beside, path));
    if (file === undefined || !isInside(await realpath(this.#beside), file))
      throw new ArenaError(`the file ${path} is not beside the scenario; put it there`);
    return await readFile(file);
  }

  /** In `files/` of the run. */
  async keep(path: string, bytes: Uint8Array): Promise<void> {
    const folder = join(this.#folder, 'files');
    const file = resolve(folder, path);
    if (!isInside(folder, file))
      throw new ArenaError(`the file ${path} would lie outside the folder of the run`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
}

async function real(path: string): Promise<string | undefined> {
  return await realpath(path).catch(() => undefined);
}

function isInside(folder: string, file: string): boolean {
  const way = relative(folder, file);
  return way !== '' && !way.startsWith('..') && !isAbsolute(way);
}
