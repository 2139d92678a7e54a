// What peers say, in one file a peer, while the screen shows the table. Fresh files each time.

import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

export const logFolder = '.ringside/log';

export interface LogFiles extends AsyncDisposable {
  write(id: number, line: string): void;
}

export function openLogFiles(folder: string = logFolder): LogFiles {
  const files = new Map<number, WriteStream>();
  mkdirSync(folder, { recursive: true });
  const fileOf = (id: number): WriteStream => {
    const open = files.get(id);
    if (open !== undefined) return open;
    const file = createWriteStream(join(folder, `peer-${id}.log`));
    // A full disk must not end the ring that is being watched.
    file.on('error', () => {});
    files.set(id, file);
    return file;
  };
  return {
    write: (id, line) => void fileOf(id).write(`${line}\n`),
    async [Symbol.asyncDispose]() {
      const closing = [...files.values()].map(async (file) => {
        file.end();
        await finished(file).catch(() => {});
      });
      await Promise.all(closing);
    },
  };
}
