// What peers told of themselves, and when: what conditions about events and logs look at, and what times are measured from.

import type { EventLine } from '@ringside/peer/control';
import { classicLines, shows, type Show } from '@ringside/peer/voice';
import type { ArenaEvent, Ending } from './arena.ts';

interface Told {
  readonly atMs: number;
  readonly id: number;
}

/** Notices of one kind, and lines, are kept up to this many: a run that is watched for a day must not fill our memory. */
const keptMax = 200_000;
const all: ReadonlySet<Show> = new Set(shows);

export class Journal {
  readonly #clock: () => number;
  readonly #keepsLines: boolean;
  readonly #notices = new Map<string, Told[]>();
  readonly #lines: (Told & { readonly text: string })[] = [];
  readonly endings: Ending[] = [];
  /** Hears of every notice as it comes. */
  onNotice: ((id: number, notice: EventLine, atMs: number) => void) | undefined;

  /** `keepsLines`: somebody asks for what was said. */
  constructor(clock: () => number, keepsLines: boolean) {
    this.#clock = clock;
    this.#keepsLines = keepsLines;
  }

  onEvent(event: ArenaEvent): void {
    const atMs = this.#clock();
    switch (event.kind) {
      case 'notice': {
        const { id, notice } = event;
        const known = this.#notices.get(notice.event) ?? [];
        if (known.length < keptMax) known.push({ atMs, id });
        this.#notices.set(notice.event, known);
        if (this.#keepsLines)
          for (const text of classicLines(notice, { id, show: all })) this.#line({ atMs, id, text });
        this.onNotice?.(id, notice, atMs);
        return;
      }
      case 'text':
        return this.#line({ atMs, id: event.id, text: event.text });
      case 'ended':
        this.endings.push(event.ending);
    }
  }

  #line(line: Told & { readonly text: string }): void {
    if (this.#keepsLines && this.#lines.length < keptMax) this.#lines.push(line);
  }

  /** How often this was told since then, by one of these peers, or by anybody. */
  count(event: string, by: readonly number[] | undefined, sinceMs: number): number {
    const told = this.#notices.get(event) ?? [];
    return told.filter(({ atMs, id }) => atMs >= sinceMs && (by === undefined || by.includes(id))).length;
  }

  /** Did one of these peers, or anybody, say such a thing? */
  says(text: string, by: readonly number[] | undefined, sinceMs: number): boolean {
    return this.#lines.some(
      (line) =>
        line.atMs >= sinceMs && (by === undefined || by.includes(line.id)) && line.text.includes(text),
    );
  }
}
