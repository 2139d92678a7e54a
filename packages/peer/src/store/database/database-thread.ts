// The thread of a database: all that waits for the disk in SQLite waits here, so that the peer's own thread goes on answering.

import { flushCompileCache } from 'node:module';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { MendingDatabase, type DatabasePlace } from './mending-database.ts';
import type { FromThread, ToThread } from './messages.ts';
import { troubleOf } from './sqlite-trouble.ts';

/** So many heads in a message that the other side does not stop for long to read it. */
const headsAtOnce = 500;

function serve(port: MessagePort, place: DatabasePlace): void {
  const tell = (message: FromThread): void => port.postMessage(message, []);
  const database = opened(place, tell);
  if (database === undefined) return port.close();
  port.on('message', (asked: ToThread) => {
    switch (asked.ask) {
      case 'write':
        return write(database, asked, tell);
      case 'read':
        return read(database, asked, tell);
      case 'close':
        database[Symbol.dispose]();
        return port.close();
    }
  });
}

function opened(place: DatabasePlace, tell: (message: FromThread) => void): MendingDatabase | undefined {
  try {
    const database = new MendingDatabase(place, (mishap) => tell({ say: 'mishap', mishap }));
    const lines = database.lines();
    for (let at = 0; at < lines.length; at += headsAtOnce)
      tell({ say: 'heads', lines: lines.slice(at, at + headsAtOnce) });
    tell({ say: 'open', freeBytes: database.freeBytes });
    // Now, for a peer that is killed would leave nothing compiled to the next one.
    flushCompileCache();
    return database;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    tell({ say: 'unusable', why, isFull: troubleOf(error, place.folder) === 'full' });
    return undefined;
  }
}

function write(
  database: MendingDatabase,
  { n, ops }: Extract<ToThread, { ask: 'write' }>,
  tell: (message: FromThread) => void,
): void {
  const refusals = database.write(ops);
  tell({ say: 'written', n, refusals, freeBytes: database.freeBytes });
}

function read(
  database: MendingDatabase,
  { n, id }: Extract<ToThread, { ask: 'read' }>,
  tell: (message: FromThread) => void,
): void {
  try {
    tell({ say: 'read', n, bytes: database.content(id) });
  } catch (error) {
    tell({ say: 'unread', n, why: error instanceof Error ? error.message : String(error) });
  }
}

if (parentPort !== null) serve(parentPort, workerData);
