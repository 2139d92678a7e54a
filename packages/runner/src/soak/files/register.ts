// What may be read under each name, by what the clients were told. Pure.
//
// A store that was acknowledged is the only one that may be read from then on. One that may have happened may be read as well. A request may
// be answered by whatever stood at any moment between its beginning and its end.

export interface Held {
  /** By SHA-256, in hexadecimal. */
  readonly may: ReadonlySet<string>;
  /** Something under this name was acknowledged: "not stored" is wrong. */
  readonly isAcknowledged: boolean;
}

const nothing: Held = { may: new Set(), isAcknowledged: false };

export class Register {
  readonly #held = new Map<string, Held>();

  of(name: string): Held {
    return this.#held.get(name) ?? nothing;
  }

  /** From now on it may be there. */
  onBegin(name: string, sha256: string): void {
    const { may, isAcknowledged } = this.of(name);
    this.#held.set(name, { may: new Set([...may, sha256]), isAcknowledged });
  }

  onAcknowledged(name: string, sha256: string): void {
    this.#held.set(name, { may: new Set([sha256]), isAcknowledged: true });
  }

  acknowledged(): readonly string[] {
    return [...this.#held].filter(([, { isAcknowledged }]) => isAcknowledged).map(([name]) => name);
  }
}
