// The store on disk. In its folder: `values/` (one file a value), `incoming/` (values on their way, removed at every start) and
// the lock. What is committed survives kill -9 and a power cut; what is not leaves nothing behind.

import { mkdir, readdir, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { admit, type Admission } from './admission.ts';
import { beginDiskPut } from './disk-put.ts';
import { diskTrouble, folderTrouble } from './disk-trouble.ts';
import { openDiskValue, readHead } from './disk-value.ts';
import { syncFolder } from './durable.ts';
import { lockFolder } from './folder-lock.ts';
import { StoreError } from './store-error.ts';
import { fileNameOf, isValueFileName } from './value-file.ts';
import { valueBytesMaxDefault, type Put, type ValueStore } from './value-store.ts';

export interface DiskStoreOptions {
  /** Made when it is missing. Belongs to one process at a time. */
  readonly folder: string;
  readonly valueBytesMax?: number;
  /** How much room the disk has; asked of the operating system unless given. */
  readonly freeBytes?: () => Promise<number>;
}

/** Opens the store in a folder and keeps every other process out until it is disposed. */
export async function openDiskStore(options: DiskStoreOptions): Promise<ValueStore> {
  const { folder } = options;
  const valuesFolder = join(folder, 'values');
  const incomingFolder = join(folder, 'incoming');
  const { lock, files } = await openFolder(folder, valuesFolder, incomingFolder).catch((error: unknown) => {
    throw folderTrouble(folder, error);
  });
  const admission: Admission = {
    valueBytesMax: options.valueBytesMax ?? valueBytesMaxDefault,
    freeBytes: options.freeBytes ?? (() => freeBytesOf(valuesFolder)),
  };
  const putsUnderWay = new Set<Put>();
  let putsBegun = 0;
  let isClosed = false;
  const refuseWhenClosed = (): void => {
    if (isClosed) throw new StoreError('closed', `the store in ${folder} is closed; open it again`);
  };

  return {
    get count() {
      return files.size;
    },
    async *names() {
      for (const file of files) {
        const head = await readHead(join(valuesFolder, file));
        if (head !== undefined) yield head.name;
      }
    },
    async beginPut(name, size) {
      refuseWhenClosed();
      await admit(name, size, admission).catch((error: unknown) => {
        throw diskTrouble(name, error);
      });
      refuseWhenClosed();
      const file = fileNameOf(name);
      putsBegun += 1;
      const put: Put = await beginDiskPut({
        name,
        size,
        incomingPath: join(incomingFolder, `${putsBegun}`),
        path: join(valuesFolder, file),
        onStored: () => files.add(file),
        onEnded: () => putsUnderWay.delete(put),
      });
      putsUnderWay.add(put);
      if (isClosed) await put.abort();
      return put;
    },
    async open(name) {
      refuseWhenClosed();
      const file = fileNameOf(name);
      return files.has(file) ? await openDiskValue(join(valuesFolder, file), name) : undefined;
    },
    async [Symbol.asyncDispose]() {
      if (isClosed) return;
      isClosed = true;
      await Promise.all([...putsUnderWay].map((put) => put.abort()));
      await lock[Symbol.asyncDispose]();
    },
  };
}

interface OpenedFolder {
  readonly lock: AsyncDisposable;
  /** The names of the files in `values/`. */
  readonly files: Set<string>;
}

async function openFolder(
  folder: string,
  valuesFolder: string,
  incomingFolder: string,
): Promise<OpenedFolder> {
  const made = await mkdir(folder, { recursive: true });
  await using stack = new AsyncDisposableStack();
  const lock = stack.use(await lockFolder(folder));
  await rm(incomingFolder, { recursive: true, force: true });
  await mkdir(incomingFolder);
  await mkdir(valuesFolder, { recursive: true });
  await syncFolder(folder);
  if (made !== undefined) await syncFolder(dirname(folder));
  const files = new Set((await readdir(valuesFolder)).filter(isValueFileName));
  stack.move();
  return { lock, files };
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
