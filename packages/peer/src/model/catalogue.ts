// Every local state and every letter that was ever met, by number, with what was worked out of them; and the same with their lives numbered anew.

import { Book } from './book.ts';
import { relived, type Essence } from './essence.ts';
import { localOf, noteOf, type Local, type Note } from './facts.ts';
import type { Letter } from './letter.ts';
import { Marks } from './marks.ts';
import type { Model } from './model.ts';
import { unfolded } from './unfold.ts';
import { lifeOf, nobody, stepsTo, whoAt, type Who } from './who.ts';

export class Catalogue {
  readonly #model: Model;
  readonly #locals = new Book<Local>();
  readonly #notes = new Book<Note>();
  /** Of each local state: whom it names, and of whom it only remembers that they were silent, or that they were known. */
  readonly named: Marks = new Marks();
  readonly silent: Marks = new Marks();
  readonly known: Marks = new Marks();
  /** Of each letter: whom it names. */
  readonly written: Marks = new Marks();
  readonly #relived = new Map<number, number>();
  readonly #relivedNotes = new Map<number, number>();

  constructor(model: Model) {
    this.#model = model;
  }

  local(number: number): Local {
    return this.#locals.at(number);
  }

  note(number: number): Note {
    return this.#notes.at(number);
  }

  get sizes(): { readonly locals: number; readonly letters: number } {
    return { locals: this.#locals.size, letters: this.#notes.size };
  }

  numberOf(essence: Essence): number {
    const { size } = this.#locals;
    const number = this.#locals.number(JSON.stringify(essence), () => this.#localOf(essence));
    if (this.#locals.size > size) {
      const { named, silent, known } = this.local(number);
      this.named.put(number, named);
      this.silent.put(number, silent);
      this.known.put(number, known);
    }
    return number;
  }

  #localOf(essence: Essence): Local {
    const { options, places } = this.#model;
    return localOf(essence, unfolded(options, essence), places, options.successorsMax);
  }

  numberOfLetter(letter: Letter): number {
    const { places, options } = this.#model;
    const number = this.#notes.number(JSON.stringify(letter), () =>
      noteOf(letter, places, options.successorsMax),
    );
    this.written.put(number, this.note(number).named);
    return number;
  }

  /**
   * Of the lives that are remembered, those that can still change something, when lists and letters name those of `mentioned`:
   * a silent one is kept out of lists while somebody names it; the later of two lives is known while somebody names the earlier.
   */
  kept(silent: number, known: number, mentioned: number): number {
    const earliest = mentioned & -mentioned;
    const isKnownKept = this.#model.failures === 'any';
    if (earliest === 0) return isKnownKept ? known : 0;
    return (silent & -earliest) | (isKnownKept ? known : known & (-earliest << 1));
  }

  /** The same local state, where the peer `steps` away has these `lives`, numbered from 1, and useless memories of it are gone. */
  relived(local: number, steps: number, mentioned: number, lives: number): number {
    const key = ((local * 8 + steps) * 256 + mentioned) * 256 + lives;
    const done = this.#relived.get(key);
    if (done !== undefined) return done;
    const next = relived(this.local(local).essence, renamer(steps, lives), (who, memory) => {
      if (stepsTo(who) !== steps) return true;
      const life = 1 << lifeOf(who);
      return this.kept(memory === 'silent' ? life : 0, memory === 'known' ? life : 0, mentioned) !== 0;
    });
    const number = this.numberOf(next);
    this.#relived.set(key, number);
    return number;
  }

  relivedLetter(letter: number, steps: number, lives: number): number {
    const key = (letter * 8 + steps) * 256 + lives;
    const done = this.#relivedNotes.get(key);
    if (done !== undefined) return done;
    const rename = renamer(steps, lives);
    const { letter: old } = this.note(letter);
    const changed = { from: rename(old.from), pred: rename(old.pred), succ: old.succ.map(rename) };
    const number = this.numberOfLetter({ ...old, ...changed });
    this.#relivedNotes.set(key, number);
    return number;
  }
}

/** Numbers the lives of the peer that is `steps` away by their order. */
function renamer(steps: number, lives: number): (who: Who) => Who {
  return (who) => {
    if (who === nobody || stepsTo(who) !== steps) return who;
    let rank = 0;
    for (let life = 1; life <= lifeOf(who); life += 1) rank += (lives >> life) & 1;
    return whoAt(steps, rank);
  };
}
