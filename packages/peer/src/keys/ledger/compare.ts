// How two peers find out where they differ without telling each other everything: fingerprints of ranges, split where they are not the same, and in the
// end lists of what is there (Meyer 2023, "Range-based set reconciliation", section 3). Whoever answers keeps nothing between two questions.

import type { Identifier } from '../../ring/space.ts';

import { stampOf, type Entry } from './entry.ts';
import { isSamePrint, type Fingerprint } from './fingerprint.ts';
import { markOfEntry, type Ledger, type Mark } from './ledger.ts';
import type { Territory } from './territory.ts';
import { isNewer, isSameStamp, type Stamp } from './version.ts';

/** Of a territory, what lies after one mark and up to another; null is the territory's own end. */
export interface Range {
  readonly after: Mark | null;
  readonly upTo: Mark | null;
}

/** A range, and what the asker has there. */
export interface Question extends Range {
  readonly print: Fingerprint;
}

/** An entry as far as it is needed to know whether one lacks it. */
export interface Item {
  readonly name: string;
  readonly key: Identifier;
  readonly stamp: Stamp;
}

/** What the other peer has in the range. */
export type Answer =
  | { readonly kind: 'same' }
  | { readonly kind: 'items'; readonly items: readonly Item[] }
  /** The range cut at these marks, and what lies in each piece. One print more than marks. */
  | { readonly kind: 'pieces'; readonly cuts: readonly Mark[]; readonly prints: readonly Fingerprint[] };

/** So many items are listed rather than split again. */
const listMax = 32;
const piecesMax = 16;
/** The items of one message, all answers together: names may take 255 bytes. */
const itemsMax = 96;

export const wholeRange: Range = { after: null, upTo: null };

export function questionOf(ledger: Ledger, territory: Territory, { after, upTo }: Range): Question {
  return { after, upTo, print: ledger.print(territory, after, upTo) };
}

/** Answers as many questions as fit into one message, one at least. The others are asked again. */
export function answers(
  ledger: Ledger,
  territory: Territory,
  questions: readonly Question[],
): readonly Answer[] {
  const given: Answer[] = [];
  let items = 0;
  for (const question of questions) {
    const answer = answerTo(ledger, territory, question);
    items += answer.kind === 'items' ? answer.items.length : 0;
    if (given.length > 0 && items > itemsMax) break;
    given.push(answer);
  }
  return given;
}

function answerTo(ledger: Ledger, territory: Territory, { after, upTo, print }: Question): Answer {
  const own = ledger.print(territory, after, upTo);
  if (isSamePrint(own, print)) return { kind: 'same' };
  const entries = ledger.between(territory, after, upTo);
  if (entries.length <= listMax) return { kind: 'items', items: entries.map(itemOf) };
  const cuts = cutsOf(entries);
  // Entries that no mark parts are listed, however many.
  if (cuts.length === 0) return { kind: 'items', items: entries.map(itemOf) };
  const ends = [...cuts, upTo];
  const prints = ends.map((end, nth) =>
    ledger.print(territory, nth === 0 ? after : (ends[nth - 1] ?? null), end),
  );
  return { kind: 'pieces', cuts, prints };
}

function itemOf(entry: Entry): Item {
  return { name: entry.name, key: entry.key, stamp: stampOf(entry) };
}

/** Marks that cut the entries into equal pieces. */
function cutsOf(entries: readonly Entry[]): readonly Mark[] {
  const size = Math.ceil(entries.length / piecesMax);
  const cuts: Mark[] = [];
  for (let nth = size - 1; nth < entries.length - 1; nth += size) {
    const entry = entries[nth];
    if (entry === undefined) continue;
    const mark = markOfEntry(entry);
    const last = cuts.at(-1);
    if (last?.key !== mark.key || last.tie !== mark.tie) cuts.push(mark);
  }
  return cuts;
}

/** What an answer shows. */
export interface Difference {
  /** Newer there, or only there. */
  readonly theirs: readonly Item[];
  /** Newer here, or only here. */
  readonly ours: readonly Entry[];
  /** Ranges that have to be asked about once more. */
  readonly next: readonly Range[];
}

export function differenceIn(ledger: Ledger, territory: Territory, range: Range, answer: Answer): Difference {
  switch (answer.kind) {
    case 'same':
      return { theirs: [], ours: [], next: [] };
    case 'pieces':
      return { theirs: [], ours: [], next: differentPieces(ledger, territory, range, answer) };
    case 'items': {
      const there = new Map(answer.items.map((item) => [item.name, item.stamp]));
      const own = ledger.between(territory, range.after, range.upTo);
      const ours = own.filter((entry) => isOurs(entry, there.get(entry.name)));
      const theirs = answer.items.filter(({ name, stamp }) => {
        const entry = ledger.get(name);
        return isNewer(stamp, entry === undefined ? undefined : stampOf(entry));
      });
      return { theirs, ours, next: [] };
    }
  }
}

function isOurs(entry: Entry, stamp: Stamp | undefined): boolean {
  const own = stampOf(entry);
  return !isSameStamp(own, stamp) && isNewer(own, stamp);
}

function differentPieces(
  ledger: Ledger,
  territory: Territory,
  { after, upTo }: Range,
  { cuts, prints }: Extract<Answer, { kind: 'pieces' }>,
): readonly Range[] {
  const ends = [...cuts, upTo];
  return ends.flatMap((end, nth) => {
    const piece = { after: nth === 0 ? after : (ends[nth - 1] ?? null), upTo: end };
    const print = prints[nth];
    const isSame =
      print !== undefined && isSamePrint(print, ledger.print(territory, piece.after, piece.upTo));
    return isSame ? [] : [piece];
  });
}
