// The SQLite database of a store: heads, and the bytes of small values. Synchronous, so it belongs in a thread of its own. What its methods throw are
// SQLite's errors.

import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** A change as the thread is told: the head as a line of text. */
export type RowChange =
  | { readonly put: number; readonly line: string; readonly bytes?: Uint8Array | undefined }
  | { readonly drop: number };

/** Large enough that hardly any head overflows its page: its text stands in one piece, also for who reads the file without SQLite. */
export const pageBytes = 8_192;

/** `secure_delete`: a line that was dropped or rewritten does not stay in its page, where a ruin would be searched for it. */
const settings = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA wal_autocheckpoint = 512;
  PRAGMA cell_size_check = ON;
  PRAGMA secure_delete = FAST;
`;

/** `tally` counts the heads within the same transactions, so that heads that are missing are missed. */
const schema = `
  PRAGMA synchronous = OFF;
  PRAGMA page_size = ${pageBytes};
  PRAGMA auto_vacuum = INCREMENTAL;
  BEGIN;
  CREATE TABLE head (id INTEGER PRIMARY KEY, line TEXT NOT NULL);
  CREATE TABLE content (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
  CREATE TABLE tally (one INTEGER PRIMARY KEY, heads INTEGER NOT NULL);
  INSERT INTO tally VALUES (1, 0);
  CREATE TRIGGER head_added AFTER INSERT ON head BEGIN UPDATE tally SET heads = heads + 1; END;
  CREATE TRIGGER head_dropped AFTER DELETE ON head BEGIN UPDATE tally SET heads = heads - 1; END;
  COMMIT;
  PRAGMA journal_mode = WAL;
`;

/** What values have left is given back to the system when there is more of it, some pages with each write. */
const freeBytesMax = 8 * 1024 * 1024;
const freedPagesAtOnce = 128;

export class Database implements Disposable {
  readonly #database: DatabaseSync;
  readonly #putHead: StatementSync;
  readonly #putContent: StatementSync;
  readonly #dropHead: StatementSync;
  readonly #dropContent: StatementSync;
  readonly #content: StatementSync;
  readonly #freePages: StatementSync;

  /** Makes an empty database at `path`, where there must be none. Not durable yet. */
  static make(path: string): void {
    const database = new DatabaseSync(path);
    try {
      database.exec(schema);
    } finally {
      database.close();
    }
  }

  /** Opens the database that was made at `path`. */
  constructor(path: string) {
    this.#database = new DatabaseSync(path);
    try {
      this.#database.exec(settings);
      this.#putHead = this.#database.prepare(
        'INSERT INTO head VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET line = excluded.line',
      );
      this.#putContent = this.#database.prepare('INSERT OR REPLACE INTO content VALUES (?, ?)');
      this.#dropHead = this.#database.prepare('DELETE FROM head WHERE id = ?');
      this.#dropContent = this.#database.prepare('DELETE FROM content WHERE id = ?');
      this.#content = this.#database.prepare('SELECT bytes FROM content WHERE id = ?');
      this.#freePages = this.#database.prepare('PRAGMA freelist_count');
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  /** How many heads there should be. Undefined: it does not know. */
  get tally(): number | undefined {
    const heads = this.#database.prepare('SELECT heads FROM tally').get()?.['heads'];
    return typeof heads === 'number' ? heads : undefined;
  }

  /** Every line in the table of heads, in the order of the ids, as it stands there. */
  *lines(): Iterable<unknown> {
    for (const { line } of this.#database.prepare('SELECT line FROM head ORDER BY id').iterate()) yield line;
  }

  content(id: number): Uint8Array | undefined {
    const bytes = this.#content.get(id)?.['bytes'];
    return bytes instanceof Uint8Array ? bytes : undefined;
  }

  /** Room within the file that values have left. */
  get freeBytes(): number {
    return Number(this.#freePages.get()?.['freelist_count']) * pageBytes;
  }

  /** All of it or nothing; durable on return. */
  write(changes: Iterable<RowChange>): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      for (const change of changes) this.#apply(change);
      if (this.freeBytes > freeBytesMax) {
        this.#database.exec(`PRAGMA incremental_vacuum(${freedPagesAtOnce})`);
      }
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  /** SQLite has rolled back by itself after some errors; and a disk that fails may fail at this, too. */
  #rollBack(): void {
    try {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
    } catch {
      // The error that led here says more.
    }
  }

  #apply(change: RowChange): void {
    if ('drop' in change) {
      this.#dropHead.run(change.drop);
      this.#dropContent.run(change.drop);
      return;
    }
    this.#putHead.run(change.put, change.line);
    if (change.bytes !== undefined) this.#putContent.run(change.put, change.bytes);
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }
}
