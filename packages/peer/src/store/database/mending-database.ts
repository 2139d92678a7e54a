// The database of a folder, as the thread sees it: made when it is missing, rebuilt when it is damaged, and its errors told as refusals.

import { checkedHeadOf } from '../head.ts';
import { Database, type RowChange } from './database.ts';
import { makeGeneration, newestGeneration, removeOthers, type Generation } from './generations.ts';
import { writesBehindDamage } from './log-check.ts';
import { rebuild, type Mended } from './rebuild.ts';
import { troubleOf, type Trouble } from './sqlite-trouble.ts';

export interface DatabasePlace {
  readonly folder: string;
  /** Where the files of large values are. */
  readonly filesFolder: string;
}

/** Why a write was not done. None of it was. */
export interface Refusal {
  readonly trouble: Trouble;
  readonly why: string;
}

/** What was lost, and why. `log-torn`: the last of the writes before a crash, for the log that held them is damaged. */
export type Mishap =
  | ({ readonly kind: 'rebuilt' } & Mended)
  | { readonly kind: 'log-torn'; readonly writes: number };

export class MendingDatabase implements Disposable {
  readonly #place: DatabasePlace;
  readonly #onMishap: (mishap: Mishap) => void;
  #generation: Generation;
  /** Undefined while it is a ruin: it was found damaged, and there was no room for a new one, say. */
  #sound: Database | undefined;

  /** Throws when nothing can be kept in the folder. */
  constructor(place: DatabasePlace, onMishap: (mishap: Mishap) => void) {
    this.#place = place;
    this.#onMishap = onMishap;
    const found = newestGeneration(place.folder);
    this.#generation = found ?? makeGeneration(place.folder, undefined);
    removeOthers(place.folder, this.#generation);
    const writes = writesBehindDamage(`${this.#generation.path}-wal`);
    if (writes > 0) onMishap({ kind: 'log-torn', writes });
    try {
      this.#sound = new Database(this.#generation.path);
    } catch (error) {
      this.#insistOnDamage(error);
      this.#sound = this.#rebuilt(false);
    }
  }

  /** The lines of all heads, every one checked, also that none is missing. To be asked before anything is written. */
  lines(): readonly string[] {
    try {
      const lines = soundLines(this.#database());
      if (lines !== undefined) return lines;
    } catch (error) {
      this.#insistOnDamage(error);
    }
    return soundLines(this.#mended(false)) ?? [];
  }

  /** Room within the file, for values that are not files. Zero when it cannot be told. */
  get freeBytes(): number {
    try {
      return this.#sound?.freeBytes ?? 0;
    } catch {
      return 0;
    }
  }

  /** Writes all of it in one transaction, durable on return. Tells, place by place, what was refused. */
  write(ops: readonly (readonly RowChange[])[]): readonly (Refusal | null)[] {
    const refusal = this.#tried(ops);
    const small = ops.filter((op) => !bringsBytes(op));
    // When there is no room for values there may be enough to commit, drop and remove them.
    const isWorthAnother = refusal?.trouble === 'full' && small.length > 0 && small.length < ops.length;
    const refusalOfSmall = isWorthAnother ? this.#tried(small) : refusal;
    return ops.map((op) => (bringsBytes(op) ? refusal : refusalOfSmall));
  }

  /** Undefined: they are not there, or cannot be read. */
  content(id: number): Uint8Array | undefined {
    try {
      return this.#database().content(id);
    } catch (error) {
      this.#insistOnDamage(error);
      return undefined;
    }
  }

  [Symbol.dispose](): void {
    this.#sound?.[Symbol.dispose]();
  }

  #tried(ops: readonly (readonly RowChange[])[]): Refusal | null {
    const changes = ops.flat();
    try {
      try {
        this.#database().write(changes);
      } catch (error) {
        this.#insistOnDamage(error);
        this.#mended(true).write(changes);
      }
      return null;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { trouble: troubleOf(error, this.#place.folder), why };
    }
  }

  #database(): Database {
    return this.#sound ?? this.#mended(true);
  }

  #mended(keepsStaged: boolean): Database {
    this.#sound?.[Symbol.dispose]();
    this.#sound = undefined;
    this.#sound = this.#rebuilt(keepsStaged);
    return this.#sound;
  }

  #rebuilt(keepsStaged: boolean): Database {
    const { generation, mended } = rebuild({ ...this.#place, former: this.#generation, keepsStaged });
    this.#generation = generation;
    this.#onMishap({ kind: 'rebuilt', ...mended });
    return new Database(generation.path);
  }

  /** Throws the error unless it says that the database is damaged. */
  #insistOnDamage(error: unknown): void {
    if (troubleOf(error, this.#place.folder) !== 'damaged') throw error;
  }
}

function bringsBytes(op: readonly RowChange[]): boolean {
  return op.some((change) => 'put' in change && change.bytes !== undefined);
}

/** Undefined: one of them is damaged, or some are missing. */
function soundLines(database: Database): readonly string[] | undefined {
  const lines: string[] = [];
  let last = -1;
  for (const line of database.lines()) {
    const head = checkedHeadOf(line);
    // Ids that do not grow come from a table that leads back into itself.
    if (head === undefined || head.id <= last) return undefined;
    last = head.id;
    lines.push(String(line));
  }
  return database.tally === lines.length ? lines : undefined;
}
