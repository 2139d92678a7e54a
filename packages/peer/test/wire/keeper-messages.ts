import fc from 'fast-check';
import type { Answer, Entry, KeeperMessageKind, Report } from '../../src/keys/index.ts';
import { content, of, type ArbitrariesOf, type Parts } from './parts.ts';

/** Messages that keepers say. */
export function keeperMessages({ n, id, contact, name }: Parts): ArbitrariesOf<KeeperMessageKind> {
  const flag = fc.boolean();
  const term = fc.oneof(n, fc.constant(-1));
  const territory = fc.array(fc.record({ first: id, last: id }), { maxLength: 8 });
  const stamp = fc.record({ at: n, by: id, life: n });
  const knew = fc.array(fc.record({ at: n, by: id }), { maxLength: 8 });
  const version = fc.record({ at: n, by: id, life: n, knew });
  const receipts = fc.array(fc.record({ request: fc.uuid(), stamp }), { maxLength: 64 });
  const sha256 = fc.string({ minLength: 64, maxLength: 64 });
  const entry: fc.Arbitrary<Entry> = fc.record({ name, key: id, version, bytes: n, sha256, receipts });
  const mark = fc.record({ key: id, tie: n });
  const print = fc.record({ count: n, low: n, high: n });
  const question = fc.record({ after: fc.option(mark), upTo: fc.option(mark), print });
  const item = fc.record({ name, key: id, stamp });
  const answer: fc.Arbitrary<Answer> = fc.oneof(
    fc.record({ kind: fc.constant('same' as const) }),
    fc.record({ kind: fc.constant('items' as const), items: fc.array(item, { maxLength: 96 }) }),
    fc.record({
      kind: fc.constant('pieces' as const),
      cuts: fc.array(mark, { maxLength: 15 }),
      prints: fc.array(print, { maxLength: 16 }),
    }),
  );
  const segment = fc.record({
    first: id,
    last: id,
    openTerm: term,
    looseTerm: term,
    partTerm: term,
    wholeTerm: term,
    isDormant: flag,
  });
  const report: fc.Arbitrary<Report> = fc.record({
    segments: fc.array(segment, { maxLength: 32 }),
    near: fc.array(id, { maxLength: 10 }),
    upMs: fc.double({ min: 0, max: 1e12, noNaN: true }),
    ousted: fc.array(contact, { maxLength: 8 }),
  });
  const message = fc.string({ maxLength: 600 });
  const bytes = fc.option(content);
  const aimed = { n, name, key: id, isActing: flag };
  return {
    claim: fc.record({
      ...of('claim'),
      n,
      term,
      territory,
      isHolder: flag,
      gone: fc.array(contact, { maxLength: 8 }),
    }),
    granted: fc.record({ ...of('granted'), n, term, report }),
    contested: fc.record({ ...of('contested'), n, term, owner: fc.option(contact) }),
    open: fc.record({ ...of('open'), n, term, territory, isHolder: flag, isSure: flag, isWhole: flag }),
    opened: fc.record({ ...of('opened'), n }),
    copy: fc.record({ ...of('copy'), n, term, territory }),
    copied: fc.record({ ...of('copied'), n }),
    whole: fc.record({ ...of('whole'), n, term, territory, isSure: flag }),
    'whole-heard': fc.record({ ...of('whole-heard'), n }),
    digest: fc.record({ ...of('digest'), n, territory, questions: fc.array(question, { maxLength: 4 }) }),
    differences: fc.record({
      ...of('differences'),
      n,
      isActing: flag,
      hint: fc.option(contact),
      isNew: flag,
      awakeMs: n,
      isProved: flag,
      answers: fc.array(answer, { maxLength: 4 }),
    }),
    collect: fc.record({ ...of('collect'), n, names: fc.array(name, { maxLength: 32 }) }),
    values: fc.record({
      ...of('values'),
      n,
      values: fc.array(fc.record({ entry, bytes: content }), { maxLength: 4 }),
      large: fc.array(entry, { maxLength: 4 }),
      absent: fc.array(name, { maxLength: 32 }),
    }),
    replicate: fc.record({ ...of('replicate'), n, term, entry, bytes }),
    prepared: fc.record({ ...of('prepared'), n }),
    commit: fc.record({ ...of('commit'), n, term, name, stamp, key: id }),
    committed: fc.record({ ...of('committed'), n }),
    declined: fc.record({
      ...of('declined'),
      n,
      code: fc.constantFrom('stale', 'newer', 'bytes', 'disk-full', 'disk-failed'),
      message,
    }),
    abandon: fc.record({ ...of('abandon'), name, stamp }),
    'ask-held': fc.record({ ...of('ask-held'), n, name }),
    held: fc.record({ ...of('held'), n, stamp: fc.option(stamp) }),
    depart: fc.record({ ...of('depart'), n }),
    relieved: fc.record({ ...of('relieved'), n, territory }),
    offer: fc.record({ ...of('offer'), n, territory, company: fc.array(contact, { maxLength: 8 }) }),
    'offer-heard': fc.record({ ...of('offer-heard'), n }),
    store: fc.record({ ...of('store'), ...aimed, request: fc.uuid(), bytes: n, sha256, content: bytes }),
    stored: fc.record({ ...of('stored'), n, stamp, holders: fc.array(id, { maxLength: 64 }), wanted: n }),
    request: fc.record({ ...of('request'), ...aimed, acceptsOld: flag }),
    value: fc.record({ ...of('value'), n, entry, bytes, isSure: flag }),
    moved: fc.record({ ...of('moved'), n, to: contact }),
    refused: fc.record({
      ...of('refused'),
      n,
      code: fc.constantFrom('not-owner', 'unready', 'not-found', 'unavailable', 'disk-full', 'disk-failed'),
      isDefinite: flag,
      message,
    }),
  };
}
