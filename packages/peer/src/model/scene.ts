// A whole ring at one moment: which local state is at each place, and which letters are on their way to whom. Letters are a set: of two that
// are the same, one is enough. Numbers only; what they stand for is in the catalogue.

/** A letter's place among numbers: its receiver first. */
const letterBits = 24;
const letterMask = 2 ** letterBits - 1;

export class Scene {
  /** The local state at each place, 0 for nobody. */
  readonly places: number[];
  /** Sorted: receiver * 2^24 + letter. */
  mail: number[] = [];

  constructor(places: number) {
    this.places = Array.from({ length: places }, () => 0);
  }

  copy(): Scene {
    const scene = new Scene(this.places.length);
    scene.become(this);
    return scene;
  }

  become({ places, mail }: Scene): void {
    for (let place = 0; place < places.length; place += 1) this.places[place] = places[place] ?? 0;
    this.mail.length = mail.length;
    for (let slot = 0; slot < mail.length; slot += 1) this.mail[slot] = mail[slot] ?? 0;
  }

  add(receiver: number, letter: number): void {
    const word = wordOf(receiver, letter);
    const { mail } = this;
    let slot = mail.length;
    while (slot > 0 && (mail[slot - 1] ?? 0) > word) slot -= 1;
    if (slot > 0 && mail[slot - 1] === word) return;
    for (let behind = mail.length; behind > slot; behind -= 1) mail[behind] = mail[behind - 1] ?? 0;
    mail[slot] = word;
  }

  /** Takes the letter in that slot out. */
  remove(slot: number): void {
    const { mail } = this;
    for (let at = slot + 1; at < mail.length; at += 1) mail[at - 1] = mail[at] ?? 0;
    mail.length -= 1;
  }

  /** Keeps only the letters that this lets through. */
  keep(lets: (receiver: number, letter: number) => boolean): void {
    const { mail } = this;
    let kept = 0;
    for (const word of mail) {
      if (!lets(receiverOf(word), letterIn(word))) continue;
      mail[kept] = word;
      kept += 1;
    }
    mail.length = kept;
  }
}

export function receiverOf(word: number): number {
  return word >> letterBits;
}

export function letterIn(word: number): number {
  return word & letterMask;
}

export function wordOf(receiver: number, letter: number): number {
  return (receiver << letterBits) | letter;
}
