// What the keeper wrote down, in two files that are overwritten in turn, so that one of them is always whole. Neither changes its size as a rule: then the
// disk is asked for the bytes alone, and for no change of the folder. Each begins with a line: checksum, turn, and length of the text.

import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import { open, readFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { diskTrouble } from './disk-trouble.ts';
import { syncFolder, systemCode, writeAll } from './durable.ts';

export interface CharterFile extends AsyncDisposable {
  /** What was saved last, as far as it can be believed. Undefined: nothing. */
  readonly text: string | undefined;
  /** Something was saved, and cannot be believed any more. */
  readonly isDamaged: boolean;
  /** Durable when resolved. The former text stands until then. Calls must not overlap. */
  save(text: string): Promise<void>;
}

interface Slot {
  readonly path: string;
  readonly turn: number;
  readonly text: string | undefined;
  readonly isDamaged: boolean;
}

/** Files grow by whole blocks. */
const blockBytes = 4_096;

/** Nothing is written before the first save. */
export async function openCharterFile(path: string): Promise<CharterFile> {
  const slots = await Promise.all([path, `${path}.2`].map(load));
  const [newest, other] = slots.toSorted((a, b) => b.turn - a.turn);
  if (newest === undefined || other === undefined) throw new Error('a charter has two slots');
  const files = new Map<string, FileHandle>();
  let places = [other.path, newest.path];
  let { turn } = newest;

  async function fileAt(place: string): Promise<FileHandle> {
    const known = files.get(place);
    if (known !== undefined) return known;
    const file = await openOrMake(place);
    files.set(place, file);
    return file;
  }

  return {
    text: newest.text,
    isDamaged: newest.text === undefined && slots.some(({ isDamaged }) => isDamaged),
    async save(text) {
      const [place = path, last = path] = places;
      try {
        const file = await fileAt(place);
        await writeAll(file, blocksOf(turn + 1, text), 0);
        await file.datasync();
      } catch (error) {
        throw diskTrouble('the charter', error);
      }
      turn += 1;
      places = [last, place];
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...files.values()].map((file) => file.close()));
    },
  };
}

async function openOrMake(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r+');
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
  const file = await open(path, 'w+');
  await syncFolder(dirname(path));
  return file;
}

function blocksOf(turn: number, text: string): Uint8Array {
  const body = Buffer.from(text);
  const line = Buffer.from(`${checksum(turn, text)} ${turn} ${body.length}\n`);
  const blocks = Buffer.alloc(Math.ceil((line.length + body.length) / blockBytes) * blockBytes, '\n');
  line.copy(blocks);
  body.copy(blocks, line.length);
  return blocks;
}

async function load(path: string): Promise<Slot> {
  const nothing = { path, turn: 0, text: undefined };
  try {
    const content = await readFile(path);
    const text = textIn(content);
    return text === undefined ? { ...nothing, isDamaged: true } : { path, ...text, isDamaged: false };
  } catch (error) {
    return { ...nothing, isDamaged: systemCode(error) !== 'ENOENT' };
  }
}

function textIn(content: Buffer): { readonly turn: number; readonly text: string } | undefined {
  const lineEnd = content.indexOf('\n');
  const [sum, turnText, lengthText] = content.toString('latin1', 0, Math.max(0, lineEnd)).split(' ');
  const [turn, length] = [Number(turnText), Number(lengthText)];
  const text = content.toString('utf8', lineEnd + 1, lineEnd + 1 + length);
  return sum === checksum(turn, text) ? { turn, text } : undefined;
}

function checksum(turn: number, text: string): string {
  return hash('sha256', `${turn}\n${text}`, 'hex');
}
