// The store in memory: for peers without a folder, and for tests. Everything is gone with the process.

import { Admission, noRoom } from './admission.ts';
import { contentOf } from './content.ts';
import { KeptValues } from './kept-values.ts';
import type { Change, GrowingFile, Medium } from './medium.ts';
import { valueBytesMaxDefault, type ValueStore } from './value-store.ts';

export interface MemoryStoreOptions {
  readonly valueBytesMax?: number;
  /** Room for all values together; none given, no limit. */
  readonly capacityBytes?: number;
}

export function openMemoryStore(options: MemoryStoreOptions = {}): ValueStore {
  const { valueBytesMax = valueBytesMaxDefault, capacityBytes = Infinity } = options;
  const rows = new Map<number, Uint8Array>();
  const files = new Map<number, Uint8Array[]>();
  const keptBytes = (): number => sizeOf(rows.values()) + sizeOf([...files.values()].flat());
  const admission = new Admission(valueBytesMax, async () => capacityBytes - keptBytes());
  const medium = memoryMedium(rows, files, () => admission.room());
  return new KeptValues(medium, admission, { heads: [], nextId: 1, charter: undefined });
}

/** `room`: what is left for bytes that nobody was promised. */
function memoryMedium(
  rows: Map<number, Uint8Array>,
  files: Map<number, Uint8Array[]>,
  room: () => Promise<number>,
): Medium {
  return {
    async write(what, changes) {
      const brought = sizeOf(changes.flatMap(bytesOf));
      const left = await room();
      if (brought > left) throw noRoom(what, brought, left);
      for (const change of changes) {
        if ('drop' in change) rows.delete(change.drop);
        else if (change.bytes !== undefined) rows.set(change.put.id, change.bytes);
      }
    },
    async read(_what, id) {
      const bytes = rows.get(id);
      return bytes === undefined ? undefined : new Uint8Array(bytes);
    },
    async createFile(_what, file) {
      const pieces: Uint8Array[] = [];
      files.set(file, pieces);
      return growing(pieces, () => files.delete(file));
    },
    async openFile(file) {
      const pieces = files.get(file);
      return pieces === undefined ? undefined : contentOf(pieces);
    },
    async removeFile(file) {
      files.delete(file);
    },
    async saveCharter() {},
    async [Symbol.asyncDispose]() {},
  };
}

function bytesOf(change: Change): readonly Uint8Array[] {
  return 'put' in change && change.bytes !== undefined ? [change.bytes] : [];
}

function sizeOf(pieces: Iterable<Uint8Array>): number {
  return Iterator.from(pieces).reduce((sum, { length }) => sum + length, 0);
}

function growing(pieces: Uint8Array[], remove: () => void): GrowingFile {
  return {
    async write(chunk) {
      // A copy: the caller may use its buffer again.
      pieces.push(new Uint8Array(chunk));
    },
    async finish() {},
    async drop() {
      remove();
    },
  };
}
