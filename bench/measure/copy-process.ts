// The plainest way to bring bytes to another process: whatever comes on a connection is written to a file, synced, and answered by one byte.

import { createWriteStream } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';

const [, , folder = '.'] = process.argv;
let nth = 0;

const server = createServer({ allowHalfOpen: true }, (socket) => {
  nth += 1;
  const file = createWriteStream(join(folder, `copy-${nth}`), { flush: true });
  void pipeline(socket, file, { end: true }).then(() => socket.end('.'));
});
server.listen(0, '127.0.0.1', () => {
  const bound = server.address();
  process.stdout.write(`${typeof bound === 'object' ? bound?.port : ''}\n`);
});
process.stdin.resume();
process.stdin.once('end', () => {
  server.close();
  process.stdin.destroy();
});
