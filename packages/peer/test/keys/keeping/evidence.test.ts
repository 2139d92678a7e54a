import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arcOf, type Territory } from '../../../src/keys/index.ts';
import { weigh } from '../../../src/keys/keeping/owning/evidence.ts';
import type { Report } from '../../../src/keys/keeping/owning/report.ts';
import { id, space } from '../ledger/entries.ts';

type Piece = Report['segments'][number];

const arc = arcOf(space, id(3), id(9));

function piece(openTerm: number, wholeTerm: number, more: Partial<Piece> = {}): Piece {
  return {
    first: id(4),
    last: id(9),
    openTerm,
    wholeTerm,
    isDormant: false,
    looseTerm: 0,
    partTerm: -1,
    ...more,
  };
}

function report(segments: readonly Piece[], more: Partial<Report> = {}): Report {
  return { segments, near: [], upMs: 0, ousted: [], ...more };
}

function weighed(
  reports: readonly (readonly [who: number, report: Report])[],
  {
    territory = arc,
    present = [],
  }: { readonly territory?: Territory; readonly present?: readonly number[] } = {},
): { readonly isSure: boolean; readonly isChained: boolean; readonly whole: number[] } {
  const told = new Map(reports.map(([who, each]) => [id(who), each]));
  const { isSure, isChained, whole } = weigh(space, territory, told, new Set(present.map(id)));
  return { isSure, isChained, whole: [...whole].toSorted((a, b) => a - b) };
}

/** Somebody who is back for so long, and knew everything in a former life, between 5 and 6. */
function dormant(upMs: number): readonly (readonly [who: number, report: Report])[] {
  return [[1, report([piece(2, 2, { isDormant: true })], { near: [id(5), id(6)], upMs })]];
}

test('whoever has everything up to the highest tenure that anybody knows of has everything', () => {
  const reports = [
    [1, report([piece(5, 5)])],
    [2, report([piece(5, 4)])],
    [3, report([piece(4, 4)])],
  ] as const;

  expect(weighed(reports)).toMatchObject({ isSure: true, whole: [1] });
});

test('one word of a later tenure makes everybody unsure who was whole only before it', () => {
  const reports = [
    [1, report([piece(4, 4)])],
    [2, report([piece(5, -1)])],
  ] as const;

  expect(weighed(reports)).toMatchObject({ isSure: false });
});

test('nobody is sure of what nobody knows anything about', () => {
  expect(weighed([])).toMatchObject({ isSure: false });
  expect(weighed([[1, report([])]])).toMatchObject({ isSure: false });
});

test('several may have everything together, though none of them has it alone', () => {
  const reports = [
    [1, report([piece(2, 2, { last: id(6) }), piece(2, -1, { first: id(7) })])],
    [2, report([piece(2, -1, { last: id(6) }), piece(2, 2, { first: id(7) })])],
  ] as const;

  expect(weighed(reports)).toMatchObject({ isSure: true, whole: [] });
});

test('a gap of one position is enough to be unsure', () => {
  const reports = [[1, report([piece(2, 2, { last: id(5) }), piece(2, 2, { first: id(7) })])]] as const;

  expect(weighed(reports)).toMatchObject({ isSure: false });
});

test('what was known in a former life counts when all who stood near are back, and 75 s have passed', () => {
  expect(weighed(dormant(75_000), { present: [5, 6] }).isSure).toBe(true);
  expect(weighed(dormant(74_999), { present: [5, 6] }).isSure).toBe(false);
  expect(weighed(dormant(75_000), { present: [5] }).isSure).toBe(false);
});

test('what unsure owners acknowledged since counts when somebody took part in all of it', () => {
  const base = [1, report([piece(2, 2)])] as const;
  const took = (looseTerm: number, partTerm: number): readonly [number, Report] => {
    return [2, report([piece(2, -1, { looseTerm, partTerm })])];
  };

  expect(weighed([base, took(5, 5)])).toEqual({ isSure: true, isChained: true, whole: [] });
  expect(weighed([base, took(5, 4)])).toEqual({ isSure: false, isChained: false, whole: [] });
  // Without the one who has what was acknowledged before, it is known at least what came after it.
  expect(weighed([took(5, 5)])).toEqual({ isSure: false, isChained: true, whole: [2] });
});

test('after a tenure of a sure owner nobody looks at those of unsure ones before it', () => {
  expect(weighed([[1, report([piece(6, 6, { looseTerm: 5 })])]])).toEqual({
    isSure: true,
    isChained: true,
    whole: [1],
  });
});

test('whoever is whole alone makes it sure, and one peer that knows of a later tenure and has nothing leaves nobody sure', () => {
  const anyPiece = fc
    .record({
      from: fc.nat(5),
      length: fc.nat(5),
      openTerm: fc.nat(3),
      lag: fc.nat(3),
      isDormant: fc.boolean(),
    })
    .map(({ from, length, openTerm, lag, isDormant }) =>
      piece(openTerm, openTerm - lag, {
        first: id(4 + from),
        last: id(Math.min(9, 4 + from + length)),
        isDormant,
      }),
    );
  const anyReports = fc.array(fc.array(anyPiece, { maxLength: 1 }), { maxLength: 4 });
  fc.assert(
    fc.property(anyReports, (all) => {
      const reports = all.map((pieces, who) => [who, report(pieces)] as const);
      const { isSure } = weighed(reports);
      const whole = [...all.keys()].filter((who) => weighed(reports.filter(([each]) => each === who)).isSure);
      const highest = Math.max(0, ...all.flat().map(({ openTerm }) => openTerm));
      const isWholeAlone = whole.some((who) => all[who]?.every(({ openTerm }) => openTerm === highest));
      expect(isSure || !isWholeAlone).toBe(true);
      // A peer that knows of a tenure beyond all others, and has nothing, leaves nobody sure.
      const later = [...reports, [9, report([piece(9, -1)])] as const];
      expect(weighed(later).isSure).toBe(false);
    }),
  );
});
