// What a peer says of a territory to whoever claims it.

import type { KeeperState } from '../state.ts';
import { inDoubt } from './absence.ts';
import { type Charter, type Segment, segmentsIn } from './charter.ts';
import type { Identifier } from '../../../ring/space.ts';
import type { Contact } from '../../../ring/contact.ts';
import { KeeperTurn } from '../turn.ts';
import { holdsKey, type Territory } from '../../ledger/territory.ts';
import { wantsIn } from '../copying/want.ts';

/** What a peer tells whoever claims a territory. */
export interface Report {
  /** `near`: who stood around it when it learnt what is dormant. `upMs`: how long its present life lasts already. */
  readonly segments: readonly Pick<
    Segment,
    'first' | 'last' | 'openTerm' | 'wholeTerm' | 'isDormant' | 'looseTerm' | 'partTerm'
  >[];
  readonly near: readonly Identifier[];
  readonly upMs: number;
  /** To whom parts of it were granted before, and who may not know yet that they are not any more. */
  readonly ousted: readonly Contact[];
}

/** What we say. Where something is missing that we know of, we do not have everything. */
export function ownReport(turn: KeeperTurn, territory: Territory, charter: Charter): Report {
  const { missing, startedAt, absence } = turn.state;
  const keys = [...missing.values()].map(({ key }) => key);
  const segments = segmentsIn(charter, territory).map((segment) => {
    const { first, last, openTerm, wholeTerm, looseTerm } = segment;
    const doubt = inDoubt(absence, segment);
    const isDormant = segment.isDormant || doubt.isWhole;
    const partTerm = doubt.isPart ? -1 : segment.partTerm;
    const said = { first, last, openTerm, wholeTerm, isDormant, looseTerm, partTerm };
    return keys.some((key) => holdsKey([segment], key)) ? { ...said, wholeTerm: -1, partTerm: -1 } : said;
  });
  const upMs = turn.now - (absence?.since ?? startedAt);
  const near = [...charter.formerNear, ...(absence?.unheard ?? []).map(({ id }) => id)];
  return { segments, near, upMs, ousted: oustedIn(charter, territory) };
}

function oustedIn(charter: Charter, territory: Territory): readonly Contact[] {
  const all = segmentsIn(charter, territory).flatMap(({ ousted }) => ousted);
  return [...new Map(all.map((contact) => [contact.id, contact])).values()];
}

/** Whoever died before it was compared with has told us what began, and has given us nothing. */
export function withoutValues(report: Report): Report {
  return { ...report, segments: report.segments.map((each) => ({ ...each, wholeTerm: -1, partTerm: -1 })) };
}

/** Everything of the territory that is known of is on our disk. */
export function isComplete(state: KeeperState, territory: Territory): boolean {
  const isMissing = [...state.missing.values()].some(({ key }) => holdsKey(territory, key));
  return !isMissing && wantsIn(state, territory).length === 0;
}
