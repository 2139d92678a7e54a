// Where the peers of a run listen, decided before anything starts: each keeps its address in all its lives, so that others find it again.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that systems hand out by themselves, which a peer that is down for a moment would lose to somebody. */
const least = 20_000;
const most = 32_000;
const classicBitsMax = 8;
const classicBase = 12_000;

/** `12000 + id` in small rings when all of them are free, as the assignment has it; else any free ports. */
export async function choosePorts(
  ids: readonly number[],
  bits: number,
  host: string,
): Promise<ReadonlyMap<number, string>> {
  if (bits <= classicBitsMax) {
    const own = new Map(ids.map((id) => [id, classicBase + id]));
    const free = await Promise.all([...own.values()].map(async (port) => await isFree(host, port)));
    if (free.every(Boolean)) return addresses(own, host);
  }
  const chosen = new Map<number, number>();
  let port = least + Math.floor(Math.random() * (most - least));
  for (const id of ids) {
    // Whoever else starts a ring now tries other ports first.
    // oxlint-disable-next-line no-await-in-loop
    for (let tries = 0; tries < most - least; tries += 1) {
      port = port + 1 < most ? port + 1 : least;
      // oxlint-disable-next-line no-await-in-loop
      if (await isFree(host, port)) break;
    }
    chosen.set(id, port);
  }
  return addresses(chosen, host);
}

function addresses(ports: ReadonlyMap<number, number>, host: string): ReadonlyMap<number, string> {
  return new Map([...ports].map(([id, port]) => [id, `${host}:${port}`]));
}

/** On TCP and on UDP. */
async function isFree(host: string, port: number): Promise<boolean> {
  const server = createServer();
  const socket = createSocket('udp4');
  try {
    server.listen({ host, port, exclusive: true });
    await once(server, 'listening');
    socket.bind({ address: host, port, exclusive: true });
    await once(socket, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
    try {
      socket.close();
    } catch {
      // It was never bound.
    }
  }
}
