// Ways to damage what a store has left on the disk.

import { open, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** One bit of the byte at `position` is another one. */
export async function flipBit(path: string, position: number): Promise<void> {
  await using file = await open(path, 'r+');
  const byte = Buffer.alloc(1);
  await file.read(byte, 0, 1, position);
  await file.write(Buffer.from([byte.readUInt8() ^ 4]), 0, 1, position);
}

export async function overwrite(path: string, position: number, bytes: Uint8Array): Promise<void> {
  await using file = await open(path, 'r+');
  await file.write(bytes, 0, bytes.length, position);
}

/** The database of the store in `folder`. */
export async function databaseIn(folder: string): Promise<string> {
  const files = (await readdir(folder)).filter((file) => /^values\.\d+\.db$/.test(file));
  if (files.length !== 1) throw new Error(`${files.length} databases in ${folder}`);
  return join(folder, files[0] ?? '');
}

/** Files of large values. */
export async function filesIn(folder: string): Promise<string[]> {
  return (await readdir(join(folder, 'values'))).map((file) => join(folder, 'values', file)).toSorted();
}

/** Where the text stands in the file. It must stand there once. */
export async function placeOf(path: string, text: string): Promise<number> {
  const content = await readFile(path);
  const at = content.indexOf(text);
  if (at === -1 || content.indexOf(text, at + 1) !== -1) throw new Error(`not once in ${path}: ${text}`);
  return at;
}
