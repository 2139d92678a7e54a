// A plain TCP copy of a file on loopback: read here, written and synced by another process.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';

export interface PlainCopy extends AsyncDisposable {
  /** Copies the file; how long that took, in ms. */
  copy(path: string): Promise<number>;
}

/** Copies land in the folder. */
export async function startPlainCopy(folder: string): Promise<PlainCopy> {
  const program = join(import.meta.dirname, 'copy-process.ts');
  const child = spawn(process.execPath, [program, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'close');
  const [line]: readonly unknown[] = await once(child.stdout, 'data');
  const port = Number(String(line).trim());
  return {
    async copy(path) {
      const startedAt = performance.now();
      const socket = connect({ port, host: '127.0.0.1' });
      const answered = once(socket, 'data');
      createReadStream(path).pipe(socket);
      await answered;
      socket.destroy();
      return performance.now() - startedAt;
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await exited;
    },
  };
}
