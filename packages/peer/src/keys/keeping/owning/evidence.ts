// Is everything that was ever acknowledged in a territory among those who report? Only then may an owner say that a name is not stored.
//
// A tenure begins (opens) only when every peer that could have held copies knows of it, or is dead. So whoever holds everything up to the highest tenure
// that anybody present knows of holds everything. What a peer knew in a former life counts only when all who stood around it then are back, and when
// they had time to find each other: others may have gone on meanwhile, and may have gone since, or are still on their own.
//
// Until then an owner serves all the same, and is not sure. What such owners acknowledge is a chain of its own: each of them, and each holder of theirs,
// that has compared with somebody who has all of it so far has all of it. Together with those who have what came before, it is everything.

import type { Identifier, IdentifierSpace } from '../../../ring/space.ts';
import { aroundHole, commonSpan, type Span, type Territory } from '../../ledger/territory.ts';
import type { Report } from './report.ts';

/** After a power cut some come back on their own and go on by themselves for a while; what they have is offered in rounds of half a minute. */
const dormantMs = 75_000;

export interface Evidence {
  /** Those present hold everything, everywhere in the territory. */
  readonly isSure: boolean;
  /** Those present hold everything that was acknowledged in tenures of unsure owners since the last one of a sure owner. */
  readonly isChained: boolean;
  /** Who does so alone: of a sure owner's territory everything, of an unsure one's what was acknowledged since. */
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
  const judged = pieces.map((piece) => judge(piece, reports, present));
  const isSure = judged.every(({ based, chained }) => based.size > 0 && chained.size > 0);
  const isChained = judged.every(({ chained }) => chained.size > 0);
  const whole = [...reports.keys()].filter((id) =>
    judged.every(({ based, chained }) => chained.has(id) && (!isSure || based.has(id))),
  );
  return { isSure, isChained, whole: new Set(isChained ? whole : []) };
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

/** Of a piece: who holds everything up to the last tenure of a sure owner, and who all that came after it. */
function judge(
  piece: Span,
  reports: ReadonlyMap<Identifier, Report>,
  present: ReadonlySet<Identifier>,
): { readonly based: ReadonlySet<Identifier>; readonly chained: ReadonlySet<Identifier> } {
  const said = [...reports].flatMap(([id, { segments, near, upMs }]) => {
    const segment = segments.find((each) => commonSpan(each, piece) !== undefined);
    return segment === undefined ? [] : [{ id, near, upMs, ...segment }];
  });
  const openTerm = Math.max(0, ...said.map((each) => each.openTerm));
  const looseTerm = Math.max(0, ...said.map((each) => each.looseTerm));
  const based = said.filter(
    ({ wholeTerm, isDormant, near, upMs }) =>
      wholeTerm >= openTerm && (!isDormant || (upMs >= dormantMs && near.every((id) => present.has(id)))),
  );
  // Nothing came after it: nobody lacks anything of that.
  if (looseTerm <= openTerm) return { based: idsOf(based), chained: new Set(reports.keys()) };
  return { based: idsOf(based), chained: idsOf(said.filter(({ partTerm }) => partTerm >= looseTerm)) };
}

function idsOf(reporters: readonly { readonly id: Identifier }[]): ReadonlySet<Identifier> {
  return new Set(reporters.map(({ id }) => id));
}
