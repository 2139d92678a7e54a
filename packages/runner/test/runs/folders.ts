// Shared by the tests that run the program: folders with a scenario in them, and what a run has left there.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder } from '../fixtures/fake-ring.ts';

/** Three peers that ping twice a second, up to where its steps after the start begin. */
export const tiny = `ringside: 1
name: tiny
seed: 7
ring: { preset: chord, bits: 16, ping: 500ms }
peers: { core: { count: 4 } }
phases:
  - name: start
    do:
      - start: core
      - wait: { ring: ideal }
        within: 60p
`;

export function folderWith(text: string, name: string = 'tiny.yaml'): string {
  const folder = freshFolder();
  writeFileSync(join(folder, name), text);
  return folder;
}

export function latest(folder: string, file: string): string {
  return readFileSync(join(folder, '.ringside/runs/latest', file), 'utf8');
}

/** Processes that run for this folder: its name stands in their command lines. */
export function processesOf(folder: string): readonly number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((pid) => {
      try {
        const isZombie = /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
        return !isZombie && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder);
      } catch {
        return false;
      }
    })
    .map(Number);
}
