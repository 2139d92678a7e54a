// Is everything that was ever acknowledged in a territory among those who report? Only then may an owner say that a name is not stored.
//
// A tenure begins (opens) only when every peer that could have held copies knows of it, or is dead. So whoever holds everything up to the highest tenure
// that anybody present knows of holds everything. What a peer knew in a former life counts only when all who stood around it then are back, and when
// they had time to find each other: others may have gone on meanwhile, and may have gone since, or are still on their own.

import type { Identifier, IdentifierSpace } from '../../../ring/space.ts';
import { aroundHole, commonSpan, type Span, type Territory } from '../../ledger/territory.ts';
import type { Report } from './report.ts';

/** After a power cut some come back on their own and go on by themselves for a while; what they have is offered in rounds of half a minute. */
const dormantMs = 75_000;

export interface Evidence {
  /** Somebody present holds everything, everywhere in the territory. */
  readonly isSure: boolean;
  /** Who does so alone. */
  readonly whole: ReadonlySet<Identifier>;
}

/** `present`: who is in the ring around the owner. */
export function weigh(
  space: IdentifierSpace,
  territory: Territory,
  reports: ReadonlyMap<Identifier, Report>,
  present: ReadonlySet<Identifier>,
): Evidence {
  const pieces = territory.flatMap((span) => cut(space, span, [...reports.values()]));
  const judged = pieces.map((piece) => wholeAt(piece, reports, present));
  const whole = [...reports.keys()].filter((id) => judged.every((ids) => ids.has(id)));
  return { isSure: judged.every((ids) => ids.size > 0), whole: new Set(whole) };
}

/** The span in pieces of which each report says one thing. */
function cut(space: IdentifierSpace, span: Span, reports: readonly Report[]): readonly Span[] {
  let pieces: readonly Span[] = [span];
  for (const segment of reports.flatMap(({ segments }) => segments)) {
    pieces = pieces.flatMap((piece) => {
      const both = commonSpan(piece, segment);
      return both === undefined ? [piece] : [both, ...aroundHole(space, piece, both)];
    });
  }
  return pieces;
}

/** Who holds everything of this piece. */
function wholeAt(
  piece: Span,
  reports: ReadonlyMap<Identifier, Report>,
  present: ReadonlySet<Identifier>,
): ReadonlySet<Identifier> {
  const said = [...reports].flatMap(([id, { segments, near, upMs }]) => {
    const segment = segments.find((each) => commonSpan(each, piece) !== undefined);
    return segment === undefined ? [] : [{ id, near, upMs, ...segment }];
  });
  const openTerm = Math.max(0, ...said.map((each) => each.openTerm));
  const whole = said.filter(
    ({ wholeTerm, isDormant, near, upMs }) =>
      wholeTerm >= openTerm && (!isDormant || (upMs >= dormantMs && near.every((id) => present.has(id)))),
  );
  return new Set(whole.map(({ id }) => id));
}
