// The rules of a store, whatever it is kept on: tokens, versions and their order. Nothing is seen before it is durable, and nothing goes before what
// replaces it is durable.

import { isNewer, isSameStamp, type Entry, type Stamp } from '../keys/index.ts';
import { quoteName } from '../keys/placement/name-limits.ts';
import type { Admission } from './admission.ts';
import { contentOf, damaged } from './content.ts';
import { draftOf, putOf, type Draft } from './draft.ts';
import { FileUses } from './file-uses.ts';
import type { Head } from './head.ts';
import type { Change, Medium } from './medium.ts';
import { Parks } from './parks.ts';
import { Shelf } from './shelf.ts';
import { StoreError } from './store-error.ts';
import { isWhole } from './tally.ts';
import { Turns } from './turns.ts';
import type { Check, Content, Former, Park, Source, StoredValue, ValueStore } from './value-store.ts';

/** What a store begins with. */
export interface Found {
  /** Held and kept aside; of each name one at most is held. */
  readonly heads: readonly Head[];
  /** No id from here on was ever used. */
  readonly nextId: number;
  readonly charter: string | undefined;
}

export class KeptValues implements ValueStore {
  readonly #medium: Medium;
  readonly #admission: Admission;
  readonly #shelf: Shelf;
  readonly #files: FileUses;
  readonly #parks: Parks;
  readonly #staged = new Map<string, Draft>();
  readonly #turns = new Turns();
  readonly #takeId: () => number;
  #charter: string | undefined;
  #closing: Promise<void> | undefined;

  constructor(medium: Medium, admission: Admission, { heads, nextId, charter }: Found) {
    let id = nextId;
    this.#takeId = () => id++;
    this.#medium = medium;
    this.#admission = admission;
    this.#charter = charter;
    this.#shelf = new Shelf(heads);
    this.#files = new FileUses((file) => medium.removeFile(file));
    for (const { file } of heads) this.#files.hold(file);
    this.#parks = new Parks({ medium, admission, files: this.#files, nextId: this.#takeId });
  }

  entries(): Iterable<Entry> {
    return this.#shelf.entries();
  }

  entryOf(name: string): Entry | undefined {
    return this.#shelf.find(name)?.entry;
  }

  get count(): number {
    return this.#shelf.count;
  }

  asides(): Iterable<Entry> {
    return this.#shelf.asides();
  }

  charter(): string | undefined {
    return this.#charter;
  }

  async saveCharter(text: string): Promise<void> {
    this.#insistOnOpen();
    await this.#medium.saveCharter(text);
    this.#charter = text;
  }

  async admit(bytes: number): Promise<void> {
    this.#insistOnOpen();
    await this.#admission.admit(bytes, 'this value');
  }

  async beginPark(id: string, bytes: number): Promise<Park> {
    return await this.#inTurn(`park ${id}`, async () => {
      const park = await this.#parks.begin(id, bytes);
      if (this.#closing !== undefined) await park.abort();
      return park;
    });
  }

  async openParked(id: string, check: Check = 'first'): Promise<Content | undefined> {
    this.#insistOnOpen();
    return await this.#parks.open(id, check);
  }

  async dropPark(id: string): Promise<void> {
    // A store that closes drops all parks by itself.
    await this.#turns.take(`park ${id}`, () => this.#parks.drop(id));
  }

  async stage(token: string, entry: Entry, source: Source): Promise<void> {
    const draft = this.#draft('staged', entry, source);
    await this.#holding(draft.head.file, `token ${token}`, async () => {
      const former = this.#staged.get(token)?.head;
      await this.#write(entry.name, [putOf(draft), ...(former === undefined ? [] : [{ drop: former.id }])]);
      this.#staged.set(token, { head: draft.head, park: draft.park });
      this.#files.release(former?.file);
    });
  }

  async commit(token: string, former: Former): Promise<void> {
    await this.#inTurn(`token ${token}`, async () => {
      const draft = this.#staged.get(token);
      if (draft === undefined) {
        const message = `nothing is staged under ${quoteName(token)}; stage it again`;
        throw new StoreError('unknown-token', message);
      }
      const head: Head = { ...draft.head, state: 'held' };
      await this.#turns.take(`name ${head.entry.name}`, () => this.#replace({ ...draft, head }, former));
      this.#staged.delete(token);
    });
  }

  async drop(token: string): Promise<void> {
    await this.#turns.take(`token ${token}`, async () => {
      const head = this.#staged.get(token)?.head;
      if (head === undefined || this.#closing !== undefined) return;
      this.#staged.delete(token);
      // When the disk refuses, it is forgotten all the same: what nobody has committed goes at the next opening.
      await this.#write(head.entry.name, [{ drop: head.id }]).catch(() => undefined);
      this.#files.release(head.file);
    });
  }

  async keep(entry: Entry, source: Source, former: Former): Promise<void> {
    const draft = this.#draft('held', entry, source);
    await this.#holding(draft.head.file, `name ${entry.name}`, () => this.#replace(draft, former));
  }

  async open(name: string, stamp?: Stamp, check: Check = 'first'): Promise<StoredValue | undefined> {
    for (;;) {
      this.#insistOnOpen();
      const head = this.#shelf.find(name, stamp);
      if (head === undefined) return undefined;
      const content = await this.#contentOf(head, check);
      if (content !== undefined) return { entry: head.entry, ...content };
      // Its bytes are gone: it was replaced or removed meanwhile, or the disk has lost them.
      if (this.#shelf.find(name, stamp)?.id === head.id) throw damaged(quoteName(name));
    }
  }

  async remove(name: string, stamp: Stamp): Promise<void> {
    await this.#inTurn(`name ${name}`, async () => {
      const heads = this.#shelf.all(name, stamp);
      if (heads.length === 0) return;
      const changes = heads.map(({ id }) => ({ drop: id }));
      await this.#write(name, changes).catch(mayHaveHappened);
      for (const head of heads) {
        this.#shelf.remove(head);
        this.#files.release(head.file);
      }
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= (async () => {
      await this.#parks.dropAll();
      await this.#turns.idle();
      await this.#files.idle();
      await this.#medium[Symbol.asyncDispose]();
    })();
    await this.#closing;
  }

  /** Makes the draft the value of its name. To be called in the turn of that name. */
  async #replace(draft: Draft, former: Former): Promise<void> {
    const { name, version } = draft.head.entry;
    const was = this.#shelf.find(name);
    // Whatever the order in which they come, the newest version stays.
    if (was !== undefined && isNewer(was.entry.version, version)) return await this.#forgo(draft);
    // A version that is kept again, after its bytes were damaged, is no loser of anything.
    const isLoser = former === 'keep-aside' && !isSameStamp(was?.entry.version, version);
    const aside: Head | undefined = was !== undefined && isLoser ? { ...was, state: 'aside' } : undefined;
    const changes: Change[] = [putOf(draft)];
    if (aside !== undefined) changes.push({ put: aside });
    else if (was !== undefined) changes.push({ drop: was.id });
    await this.#write(name, changes).catch(mayHaveHappened);
    this.#shelf.put(draft.head);
    if (aside !== undefined) this.#shelf.put(aside);
    else this.#files.release(was?.file);
    if (draft.park !== undefined) this.#parks.useUp(draft.park);
  }

  /** A newer version stands already: this one is gone as if it had been replaced at once. */
  async #forgo({ head, park }: Draft): Promise<void> {
    await this.#write(head.entry.name, [{ drop: head.id }]);
    this.#files.release(head.file);
    if (park !== undefined) this.#parks.useUp(park);
  }

  /** Undefined: its bytes are not there. */
  async #contentOf({ id, file, entry }: Head, check: Check): Promise<Content | undefined> {
    const what = quoteName(entry.name);
    const { bytes, sha256 } = entry;
    if (file !== undefined) return await this.#medium.openFile(file, { what, bytes, sha256 }, check);
    const read = await this.#medium.read(what, id);
    if (read === undefined) return undefined;
    if (!isWhole(read, entry)) throw damaged(what);
    return contentOf([read]);
  }

  #draft(state: 'staged' | 'held', entry: Entry, source: Source): Draft {
    this.#insistOnOpen();
    const door = { admission: this.#admission, parks: this.#parks, nextId: this.#takeId };
    return draftOf(state, entry, source, door);
  }

  async #write(name: string, changes: readonly Change[]): Promise<void> {
    await this.#medium.write(quoteName(name), changes);
  }

  /** Acts in turn. The file is held from now on, and let go again when the act fails. */
  async #holding(file: number | undefined, key: string, act: () => Promise<void>): Promise<void> {
    this.#files.hold(file);
    try {
      await this.#turns.take(key, act);
    } catch (error) {
      this.#files.release(file);
      throw error;
    }
  }

  async #inTurn<Result>(key: string, act: () => Promise<Result>): Promise<Result> {
    this.#insistOnOpen();
    return await this.#turns.take(key, act);
  }

  #insistOnOpen(): void {
    if (this.#closing !== undefined) throw new StoreError('closed', 'this store is closed; open it again');
  }
}

/** The disk failed while a version became the value of its name, or went. Nobody can say whether a power cut would bring it back. */
function mayHaveHappened(error: unknown): never {
  if (!(error instanceof StoreError) || error.code !== 'disk-failed') throw error;
  throw new StoreError('unsure', `it may or may not have happened: ${error.message}`, { cause: error });
}
