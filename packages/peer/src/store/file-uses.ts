// Which files are still used by a park or a version. The last one to let go of a file removes it.

export class FileUses {
  readonly #uses = new Map<number, number>();
  readonly #remove: (file: number) => Promise<void>;
  readonly #removals = new Set<Promise<void>>();

  constructor(remove: (file: number) => Promise<void>) {
    this.#remove = remove;
  }

  hold(file: number | undefined): void {
    if (file !== undefined) this.#uses.set(file, (this.#uses.get(file) ?? 0) + 1);
  }

  /** The file goes in the background when nobody uses it any more: whoever lets go of it need not wait. */
  release(file: number | undefined): void {
    if (file === undefined) return;
    const left = (this.#uses.get(file) ?? 0) - 1;
    if (left > 0) {
      this.#uses.set(file, left);
      return;
    }
    this.#uses.delete(file);
    const removal = this.#remove(file).finally(() => this.#removals.delete(removal));
    this.#removals.add(removal);
  }

  /** Resolves when no removal is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.#removals);
  }
}
