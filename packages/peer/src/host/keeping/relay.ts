// Bytes that come to an owner go on to its holders as they come: to have them all first would take a store twice as long. Nobody waits for a holder that
// does not keep up: it gets them afterwards, like one that was not a holder yet.

import { Buffer } from 'node:buffer';
import { Putting } from '../../net/put.ts';
import type { Speaker } from '../../net/transfer.ts';
import { isSameContact, type Contact } from '../../ring/index.ts';
import { endingOf } from './endings.ts';

export interface RelayDoor {
  readonly speaker: Speaker;
  /** Who holds what this peer owns, beside itself. */
  readonly holders: () => readonly Contact[];
}

const patienceMs = 1_000;
/** A disk may take its time at the end. */
const finishMs = 30_000;
const rememberedMax = 64;

/** Not under the same id as here: whoever brings them may be one of the holders. */
export function idAtHolders(id: string): string {
  return `relayed:${id}`;
}

export class Relay {
  readonly #door: RelayDoor;
  /** By id: who has the bytes that came under it. */
  readonly #brought = new Map<string, readonly Contact[]>();

  constructor(door: RelayDoor) {
    this.#door = door;
  }

  async begin(id: string, size: number): Promise<Relaying> {
    const { speaker, holders } = this.#door;
    const begun = await Promise.all(
      holders().map(async (holder): Promise<readonly Branch[]> => {
        const terms = { id: idAtHolders(id), size, isForHolders: false, sameAs: null };
        const opening = Putting.begin(holder.address, speaker, terms);
        const isOpen = await isDoneWithin(opening, patienceMs);
        if (isOpen) return [{ holder, putting: await opening }];
        // One that opens too late is of no use.
        void opening.then(
          (putting) => putting[Symbol.dispose](),
          () => undefined,
        );
        return [];
      }),
    );
    return new Relaying(begun.flat(), (brought) => this.#remember(id, brought));
  }

  #remember(id: string, brought: readonly Contact[]): void {
    this.#brought.delete(id);
    if (brought.length === 0) return;
    const [oldest] = this.#brought.keys();
    if (this.#brought.size >= rememberedMax && oldest !== undefined) this.#brought.delete(oldest);
    this.#brought.set(id, brought);
  }

  /** Was that peer brought what came under the id? Said once: when it does not help, they are brought anew. */
  takeBrought(id: string, to: Contact): boolean {
    const brought = this.#brought.get(id) ?? [];
    const rest = brought.filter((each) => !isSameContact(each, to));
    this.#remember(id, rest);
    return rest.length < brought.length;
  }
}

interface Branch {
  readonly holder: Contact;
  readonly putting: Putting;
}

/** Never rejects for what a holder does, or does not do. */
export class Relaying implements Disposable {
  #branches: readonly Branch[];
  readonly #onFinished: (brought: readonly Contact[]) => void;

  constructor(branches: readonly Branch[], onFinished: (brought: readonly Contact[]) => void) {
    this.#branches = branches;
    this.#onFinished = onFinished;
  }

  /** The caller may change the chunk once this has resolved. */
  async write(chunk: Uint8Array): Promise<void> {
    await this.#each(({ putting }) => putting.giveLent(chunk), patienceMs);
  }

  async finish(sha256: string): Promise<void> {
    const bytes = Buffer.from(sha256, 'hex');
    await this.#each(({ putting }) => putting.finish(bytes), finishMs);
    this.#onFinished(this.#branches.map(({ holder }) => holder));
  }

  async #each(act: (branch: Branch) => Promise<void>, limitMs: number): Promise<void> {
    const kept = await Promise.all(
      this.#branches.map(async (branch) => {
        if (await isDoneWithin(act(branch), limitMs)) return [branch];
        branch.putting[Symbol.dispose]();
        return [];
      }),
    );
    this.#branches = kept.flat();
  }

  [Symbol.dispose](): void {
    for (const { putting } of this.#branches) putting[Symbol.dispose]();
  }
}

async function isDoneWithin(doing: Promise<unknown>, limitMs: number): Promise<boolean> {
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => late.resolve(undefined), limitMs);
  const ending = await Promise.race([endingOf(doing), late.promise]);
  clearTimeout(timer);
  return ending?.kind === 'done';
}
