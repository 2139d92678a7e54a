// Every message that keepers say to each other, as a table: its fields in the order of the wire. One definition for both ways.

import type { KeeperMessageKind, RefusalCode, Said } from '../../keys/index.ts';
import { frameMaxBytes } from '../frame.ts';
import {
  bytes,
  contact,
  count,
  flag,
  id,
  listOf,
  number,
  orNull,
  record,
  word,
  type Shape,
} from './field.ts';
import { answer, entry, question, report, stamp, tag, territory, valueName, words } from './value-fields.ts';

const bundleMax = 256;
const contactsMax = 64;

type Declined = Said<'declined'>['code'];

const refusals: readonly RefusalCode[] = [
  'not-owner',
  'unready',
  'not-found',
  'unavailable',
  'disk-full',
  'disk-failed',
];
const declines: readonly Declined[] = ['stale', 'newer', 'bytes', 'disk-full', 'disk-failed'];

const content = bytes(frameMaxBytes);
const term = number;
const numbered = { n: count };
const aimed = { n: count, name: valueName, key: id, isActing: flag };

type Shapes = {
  readonly [Kind in KeeperMessageKind]: Shape<Omit<Said<Kind>, 'kind'>>;
};

export const keeperShapes: Shapes = {
  claim: { n: count, term, territory, isHolder: flag, gone: listOf(contact, contactsMax) },
  granted: { n: count, term, report },
  contested: { n: count, term, owner: orNull(contact) },
  open: { n: count, term, territory, isHolder: flag, isSure: flag, isWhole: flag },
  opened: numbered,
  copy: { n: count, term, territory },
  copied: numbered,
  whole: { n: count, term, territory, isSure: flag },
  'whole-heard': numbered,
  digest: { n: count, territory, questions: listOf(question, bundleMax) },
  differences: {
    n: count,
    isActing: flag,
    hint: orNull(contact),
    isNew: flag,
    awakeMs: count,
    isProved: flag,
    answers: listOf(answer, bundleMax),
  },
  collect: { n: count, names: listOf(valueName, bundleMax) },
  values: {
    n: count,
    values: listOf(record<Said<'values'>['values'][number]>({ entry, bytes: content }), bundleMax),
    large: listOf(entry, bundleMax),
    absent: listOf(valueName, bundleMax),
  },
  replicate: { n: count, term, entry, bytes: orNull(content) },
  prepared: numbered,
  commit: { n: count, term, name: valueName, stamp, key: id },
  committed: numbered,
  declined: { n: count, code: word(declines), message: words },
  abandon: { name: valueName, stamp },
  'ask-held': { n: count, name: valueName },
  held: { n: count, stamp: orNull(stamp) },
  depart: numbered,
  relieved: { n: count, territory },
  offer: { n: count, territory, company: listOf(contact, contactsMax) },
  'offer-heard': numbered,
  store: { ...aimed, request: tag, bytes: count, sha256: words, content: orNull(content) },
  stored: { n: count, stamp, holders: listOf(id, contactsMax), wanted: count },
  request: { ...aimed, acceptsOld: flag },
  value: { n: count, entry, bytes: orNull(content), isSure: flag },
  moved: { n: count, to: contact },
  refused: { n: count, code: word(refusals), isDefinite: flag, message: words },
};
