// What is wrong with a file or a flag, as a value: where it stands, and one sentence with the mend. Never an exception.

/** Both from 1; a column counts UTF-16 units, as editors do. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where something was said. A flag has no place in a file. */
export interface Whence {
  /** The file as it was named, or the flag as it was written. */
  readonly source: string;
  readonly place: Place | undefined;
}

export interface Mistake extends Whence {
  /** What is wrong, and how to mend it, in one line without a full stop. */
  readonly message: string;
}

export type Path = readonly (string | number)[];

/** At which end of `key: value` a mistake stands. */
export type End = 'key' | 'value';

/** A mistake in a value of which only the path is known yet. */
export interface Fault {
  readonly path: Path;
  readonly end: End;
  readonly message: string;
}

/** How many are worth reading at once. */
const shownMax = 20;

/** The first one first; of the same words at the same place only one. */
export function sortMistakes(mistakes: readonly Mistake[]): readonly Mistake[] {
  const lines = new Set<string>();
  return mistakes.toSorted(byPlace).filter((mistake) => {
    const line = mistakeLine(mistake);
    const isNew = !lines.has(line);
    lines.add(line);
    return isNew;
  });
}

/** `churn.yaml:9:7 there is no step "kil"; did you mean kill?`, and how many more there are. */
export function mistakeLines(mistakes: readonly Mistake[]): readonly string[] {
  const lines = mistakes.slice(0, shownMax).map(mistakeLine);
  const more = mistakes.length - lines.length;
  return more > 0 ? [...lines, `and ${more} more`] : lines;
}

export function mistakeLine({ source, place, message }: Mistake): string {
  const where = place === undefined ? `${source}:` : `${source}:${place.line}:${place.column}`;
  return visible(`${where} ${message}`);
}

/** A file may be anybody's: what it holds must not move a cursor, nor make a second line. */
function visible(line: string): string {
  return line.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, (odd) => `\\u{${odd.codePointAt(0)?.toString(16)}}`);
}

/** Flags stand before files: they were said last, and are mended first. */
function byPlace(a: Mistake, b: Mistake): number {
  if (a.place === undefined || b.place === undefined) {
    return Number(a.place !== undefined) - Number(b.place !== undefined);
  }
  return a.place.line - b.place.line || a.place.column - b.place.column;
}
