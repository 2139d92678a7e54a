// The bytes of a value on their way in: counted and hashed as they pass, written in the order in which they came, gone when anything fails.

import type { Reservation } from './admission.ts';
import type { GrowingFile } from './medium.ts';
import { StoreError } from './store-error.ts';
import { startTally } from './tally.ts';
import type { Park } from './value-store.ts';

export interface ParkOptions {
  /** As words may call it, in quotes. */
  readonly what: string;
  readonly bytes: number;
  readonly file: GrowingFile;
  readonly room: Reservation;
  /** Called once, when the bytes are durable and are those of this SHA-256. */
  readonly onFinished: (sha256: string) => void;
  /** Called once, when nothing of it is left. */
  readonly onDropped: () => void;
}

export function startPark({ what, bytes, file, room, onFinished, onDropped }: ParkOptions): Park {
  const tally = startTally(what, bytes);
  // All that is done to the file, in order, so that no finish overtakes a write that nobody waited for.
  let tail: Promise<void> = Promise.resolve();
  let hasEnded = false;
  let isDropped = false;

  const drop = async (): Promise<void> => {
    hasEnded = true;
    if (isDropped) return;
    isDropped = true;
    await file.drop();
    room.release();
    onDropped();
  };
  const inOrder = (act: () => Promise<void>): Promise<void> => {
    if (hasEnded) return Promise.reject(new StoreError('closed', `${what} has ended; park it anew`));
    tail = tail.then(act).catch(async (error: unknown) => {
      await drop();
      throw error;
    });
    return tail;
  };
  const abort = async (): Promise<void> => {
    const ended = hasEnded ? tail : inOrder(drop);
    hasEnded = true;
    await ended.catch(() => undefined);
  };

  return {
    write: (chunk) =>
      inOrder(async () => {
        tally.add(chunk);
        await file.write(chunk);
        room.use(chunk.length);
      }),
    finish(sha256) {
      const finished = inOrder(async () => {
        tally.close(sha256);
        await file.finish();
        room.release();
        onFinished(sha256);
      });
      hasEnded = true;
      return finished;
    },
    abort,
    [Symbol.asyncDispose]: abort,
  };
}
