// What a peer remembers of its own lives: its last epoch, and whom it knew. On disk it outlives kill -9 and power cuts; the twin
// in memory is for peers without a folder. Whoever holds the lock of the folder may write here, nobody else.

import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Contact } from '../ring/contact.ts';
import { folderTrouble } from './disk-trouble.ts';
import { replaceFile, systemCode } from './durable.ts';
import { StoreError } from './store-error.ts';

export interface LifeRecord {
  /** The epoch of the life that begins now: larger than every former one, whatever the clock says. Kept before it is told. */
  begin(nowMs: number): Promise<number>;
  /** Keeps whom this peer knows, in order, for its next life. Calls may overlap; the last one wins. */
  saveContacts(contacts: readonly Contact[]): Promise<void>;
  /** Whom the former life knew. Empty when there was none, or when its list cannot be read: contacts are hints. */
  loadContacts(): Promise<readonly Contact[]>;
}

export function openMemoryLife(): LifeRecord {
  let epoch = 0;
  let kept: readonly Contact[] = [];
  return {
    async begin(nowMs) {
      epoch = Math.max(epoch + 1, nowMs);
      return epoch;
    },
    async saveContacts(contacts) {
      kept = [...contacts];
    },
    async loadContacts() {
      return kept;
    },
  };
}

/** The record in `folder`: `life.json` and `contacts.json`. */
export async function openDiskLife(folder: string): Promise<LifeRecord> {
  const inWords = (error: unknown): never => {
    throw folderTrouble(folder, error);
  };
  await mkdir(folder, { recursive: true }).catch(inWords);
  const lifePath = join(folder, 'life.json');
  const contactsPath = join(folder, 'contacts.json');
  let saving: Promise<void> = Promise.resolve();
  return {
    async begin(nowMs) {
      const epoch = Math.max((await storedEpoch(lifePath).catch(inWords)) + 1, nowMs);
      await replaceFile(lifePath, `${JSON.stringify({ epoch })}\n`).catch(inWords);
      return epoch;
    },
    saveContacts(contacts) {
      const content = `${JSON.stringify(contacts)}\n`;
      const save = (): Promise<void> => replaceFile(contactsPath, content).catch(inWords);
      saving = saving.then(save, save);
      return saving;
    },
    async loadContacts() {
      const content = parsed(await readIfThere(contactsPath));
      return Array.isArray(content) && content.every(isContact) ? content : [];
    },
  };
}

/** Zero when there was no former life. A record that cannot be read is never guessed at: a repeated epoch would make two lives one. */
async function storedEpoch(path: string): Promise<number> {
  const text = await readIfThere(path);
  if (text === undefined) return 0;
  const life = parsed(text);
  if (isRecord(life) && Number.isSafeInteger(life['epoch'])) return Number(life['epoch']);
  const message = `${path} cannot be read, so this peer does not know which life it is in; remove the file once no other peer remembers this one`;
  throw new StoreError('damaged', message);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isContact(value: unknown): value is Contact {
  if (!isRecord(value)) return false;
  const address = value['address'];
  return isWhole(value['id']) && isWhole(value['epoch']) && typeof address === 'string' && address !== '';
}

function isWhole(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
