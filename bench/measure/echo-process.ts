// The other end of a bare TCP round trip: a process of its own that sends back whatever comes, and ends with its stdin.

import { createServer } from 'node:net';
import process from 'node:process';

const server = createServer({ noDelay: true }, (socket) => {
  socket.on('error', () => socket.destroy());
  socket.pipe(socket);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.stdout.write(`${address.port}\n`);
});
process.stdin.resume();
process.stdin.once('end', () => {
  server.close();
  process.stdin.destroy();
});
