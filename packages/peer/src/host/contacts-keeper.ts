// Writes down whom the peer knows, now and then, so that its next life finds the ring again.

import type { Contact, RingState } from '../ring/index.ts';
import type { LifeRecord } from '../store/index.ts';

const everyMs = 1_000;
const contactsMax = 64;

export class ContactsKeeper implements AsyncDisposable {
  readonly #life: LifeRecord;
  #version = -1;
  #contacts: readonly Contact[] = [];
  #timer: NodeJS.Timeout | undefined;
  #hasSaved = false;
  #saving: Promise<void> = Promise.resolve();

  constructor(life: LifeRecord) {
    this.#life = life;
  }

  /** Notes the neighbours, nearest first, then others; writes the first ones at once, for it may be killed at any moment, and then at most once a second. */
  keep(state: RingState): void {
    if (state.version === this.#version) return;
    this.#version = state.version;
    if (state.succ.length + state.pred.length === 0) return;
    const all = [...state.succ, ...state.pred, ...state.known.values()].filter(
      (contact) => contact.epoch > 0,
    );
    this.#contacts = [...new Map(all.map((contact) => [contact.id, contact])).values()].slice(0, contactsMax);
    this.#timer ??= setTimeout(() => this.#save(), this.#hasSaved ? everyMs : 0);
  }

  #save(): void {
    this.#timer = undefined;
    this.#hasSaved = true;
    // Hints only: a disk that refuses them must not stop the peer.
    this.#saving = this.#life.saveContacts(this.#contacts).catch(() => undefined);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#timer !== undefined) {
      clearTimeout(this.#timer);
      this.#save();
    }
    await this.#saving;
  }
}
