// A bare TCP round trip to another process: what any question to a peer takes at the least on this machine, at this moment.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';

export interface Echo extends AsyncDisposable {
  /** One round trip of a small message. Many may be under way; they come back in order. */
  roundTrip(): Promise<void>;
}

/** As large as a lookup and its answer, roughly. */
const messageBytes = 100;

export async function startEcho(): Promise<Echo> {
  const program = join(import.meta.dirname, 'echo-process.ts');
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data');
  const socket = connect({ port: Number(String(line)), host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');

  const message = Buffer.alloc(messageBytes, 'x');
  const waiting: (() => void)[] = [];
  let bytes = 0;
  socket.on('data', (chunk) => {
    bytes += chunk.length;
    for (; bytes >= messageBytes; bytes -= messageBytes) waiting.shift()?.();
  });

  return {
    roundTrip() {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push(resolve);
      socket.write(message);
      return promise;
    },
    async [Symbol.asyncDispose]() {
      socket.destroy();
      const exited = once(child, 'exit');
      child.stdin.end();
      await exited;
    },
  };
}
