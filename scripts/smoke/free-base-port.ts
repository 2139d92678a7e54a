// A base port under which every peer of a small ring finds its TCP port free. Another program may still take one in between; then the ring says so.

import { once } from 'node:events';
import { createServer } from 'node:net';

/** Tries a few bases and gives the first where base + id is free for every id. */
export async function freeBasePort(ids: readonly number[]): Promise<number> {
  for (let base = 24_000; base < 60_000; base += 1_000) {
    const free = await Promise.all(ids.map((id) => isFree(base + id)));
    if (free.every(Boolean)) return base;
  }
  throw new Error('no base port is free; stop some programs and try again');
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
