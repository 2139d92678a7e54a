// What a peer knows of the parts of the circle it has to do with: who claimed them, which tenure of them has begun, and up to which one it holds everything that
// was acknowledged. Kept on disk, since the next life has to know it. Pure arithmetic on pieces of the circle.

import { isSameContact, isSameLine, type Contact } from '../../../ring/contact.ts';
import { toIdentifier, type Identifier, type IdentifierSpace } from '../../../ring/space.ts';
import {
  arcOf,
  commonSpan,
  inOrder,
  isNextTo,
  without,
  type Span,
  type Territory,
} from '../../ledger/territory.ts';

/** What is known of a piece. */
export interface Knowledge {
  /** The highest claim that was granted, and whose it was; null for a founder's, who claims nothing. */
  readonly term: number;
  readonly owner: Contact | null;
  /** Whose it was before, while the claim has not become a tenure: they may act as the owner still. */
  readonly ousted: readonly Contact[];
  /** Does the owner count on us to hold a copy? */
  readonly isHolder: boolean;
  /** The highest tenure of a sure owner of which we know that it began. */
  readonly openTerm: number;
  /** All that was acknowledged up to this tenure is here; -1: not known of any. */
  readonly wholeTerm: number;
  /** It was so in a former life: others may have gone on without us. */
  readonly isDormant: boolean;
  /** The highest tenure of an unsure owner of which we know that it began. */
  readonly looseTerm: number;
  /** All that was acknowledged in tenures of unsure owners up to this one is here, since the last one of a sure owner; -1: not known of any. */
  readonly partTerm: number;
}

export type Segment = Span & Knowledge;

export interface Charter {
  /** In order, none overlapping. */
  readonly segments: readonly Segment[];
  /** A first member of a ring: it knows that in the beginning there was nothing. */
  readonly isFounder: boolean;
  /** Who stood around us when this was written. */
  readonly near: readonly Identifier[];
  /** Who did when what is dormant was learnt. */
  readonly formerNear: readonly Identifier[];
}

export const noCharter: Charter = { segments: [], isFounder: false, near: [], formerNear: [] };
const segmentsMax = 256;
const oustedMax = 8;

/** Nothing known. */
export const unknown: Knowledge = {
  term: 0,
  owner: null,
  ousted: [],
  isHolder: false,
  openTerm: 0,
  wholeTerm: -1,
  isDormant: false,
  looseTerm: 0,
  partTerm: -1,
};

/** In the beginning there is nothing anywhere, and so a founder holds all of it. */
export function foundersCharter(space: IdentifierSpace): Charter {
  const zero = toIdentifier(space, 0);
  const whole = arcOf(space, zero, zero);
  return {
    ...noCharter,
    segments: whole.map((span) => ({ ...span, ...unknown, wholeTerm: 0 })),
    isFounder: true,
  };
}

/** The same charter in the next life: what it knew may be out of date. */
export function dormantCharter(charter: Charter): Charter {
  // Who else took part in a tenure of an unsure owner since then is not known.
  const segments = charter.segments.map((each) => ({
    ...each,
    isDormant: each.wholeTerm >= 0,
    partTerm: -1,
  }));
  const formerNear = [...new Set([...charter.near, ...charter.formerNear])];
  return { segments, isFounder: false, near: [], formerNear };
}

/** Changes what is known of every piece of a territory. */
export function overlay(
  space: IdentifierSpace,
  charter: Charter,
  territory: Territory,
  change: (known: Knowledge) => Knowledge,
): Charter {
  const outside = charter.segments.flatMap((segment) =>
    without(space, [segment], territory).map((span) => ({ ...segment, ...span })),
  );
  const inside = segmentsIn(charter, territory).map((segment) => ({ ...segment, ...change(segment) }));
  const fresh = without(space, territory, charter.segments).map((span) => ({ ...span, ...change(unknown) }));
  return { ...charter, segments: bounded(joined(inOrder([...outside, ...inside, ...fresh]))) };
}

/** Neighbouring pieces of which the same is known are one. */
function joined(segments: readonly Segment[]): readonly Segment[] {
  const next: Segment[] = [];
  for (const segment of segments) {
    const last = next.at(-1);
    if (last !== undefined && isNextTo(last, segment) && isSameKnowledge(last, segment))
      next[next.length - 1] = { ...last, last: segment.last };
    else next.push(segment);
  }
  return next;
}

function isSameKnowledge(a: Knowledge, b: Knowledge): boolean {
  const isSameOwner = a.owner === null ? b.owner === null : isSameContact(a.owner, b.owner ?? undefined);
  return (
    isSameOwner &&
    a.term === b.term &&
    isSameLine(a.ousted, b.ousted) &&
    a.isHolder === b.isHolder &&
    a.openTerm === b.openTerm &&
    a.wholeTerm === b.wholeTerm &&
    a.looseTerm === b.looseTerm &&
    a.partTerm === b.partTerm &&
    a.isDormant === b.isDormant
  );
}

/** What is oldest and least is forgotten first. */
function bounded(segments: readonly Segment[]): readonly Segment[] {
  if (segments.length <= segmentsMax) return segments;
  const kept = segments.toSorted((a, b) => rank(b) - rank(a)).slice(0, segmentsMax);
  return inOrder(kept);
}

function rank({ isHolder, wholeTerm, term }: Segment): number {
  return (isHolder ? 2e15 : 0) + (wholeTerm >= 0 ? 1e15 : 0) + term;
}

/** What is known of a territory, cut to it. */
export function segmentsIn({ segments }: Charter, territory: Territory): readonly Segment[] {
  return territory.flatMap((span) =>
    segments.flatMap((segment) => {
      const both = commonSpan(segment, span);
      return both === undefined ? [] : [{ ...segment, ...both }];
    }),
  );
}

/** What is known of the position. */
export function knowledgeOf({ segments }: Charter, key: Identifier): Knowledge {
  return segments.find((segment) => commonSpan(segment, { first: key, last: key }) !== undefined) ?? unknown;
}

/** Whoever was the owner of part of a territory. */
export function ownersIn(charter: Charter, territory: Territory): readonly Contact[] {
  return segmentsIn(charter, territory).flatMap(({ owner, ousted }) =>
    owner === null ? ousted : [...ousted, owner],
  );
}

/** What is known of a piece once a tenure of it has begun. `isWhole`: see `held`. */
export function opened(known: Knowledge, term: number, isSure: boolean, isWhole: boolean): Knowledge {
  const next = isSure
    ? { ...known, ousted: [], openTerm: Math.max(known.openTerm, term) }
    : { ...known, ousted: [], looseTerm: Math.max(known.looseTerm, term) };
  return isWhole ? held(next, term, isSure) : next;
}

/** All that was acknowledged up to this tenure is here; when its owner is not sure: in all tenures of unsure owners before it. */
export function held(known: Knowledge, term: number, isSure: boolean): Knowledge {
  return isSure
    ? { ...known, wholeTerm: term, isDormant: false, partTerm: -1 }
    : { ...known, partTerm: term };
}

/** What is known of a piece once it is granted to that peer. */
export function granted(known: Knowledge, owner: Contact, term: number, isHolder: boolean): Knowledge {
  const before = [...known.ousted, ...(known.owner === null ? [] : [known.owner])];
  const ousted = before.filter(({ id }) => id !== owner.id).slice(-oustedMax);
  return { ...known, term, owner, ousted, isHolder };
}
