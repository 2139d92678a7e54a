// The records that messages about values are made of, field by field, with the limits of what may come from the network.

import type {
  Answer,
  Entry,
  Fingerprint,
  Item,
  Mark,
  Question,
  Receipt,
  Report,
  Span,
  Stamp,
  Territory,
  Version,
} from '../../keys/index.ts';
import type { Fields } from '../fields.ts';
import { contact, count, flag, id, listOf, number, orNull, record, text, type Field } from './field.ts';

/** Sizes of lists; our own are shorter, or as long. */
const spansMax = 256;
const receiptsMax = 64;
const knewMax = 16;
const itemsMax = 1_024;
const piecesMax = 64;
const nearMax = 64;

export const nameMaxChars = 255;
export const valueName: Field<string> = text(nameMaxChars);
/** Numbers of requests and the like. */
export const tag: Field<string> = text(400);
export const words: Field<string> = text(2_000);

const stampFields = { at: count, by: id, life: count };
export const stamp: Field<Stamp> = record<Stamp>(stampFields);

const version: Field<Version> = record<Version>({
  ...stampFields,
  knew: listOf(record<Pick<Stamp, 'at' | 'by'>>({ at: count, by: id }), knewMax),
});

const receipt: Field<Receipt> = record<Receipt>({ request: tag, stamp });

export const entry: Field<Entry> = record<Entry>({
  name: valueName,
  key: id,
  version,
  bytes: count,
  sha256: text(64),
  receipts: listOf(receipt, receiptsMax),
});

export const territory: Field<Territory> = listOf(record<Span>({ first: id, last: id }), spansMax);

const mark: Field<Mark> = record<Mark>({ key: id, tie: count });
const print: Field<Fingerprint> = record<Fingerprint>({ count, low: count, high: count });

export const question: Field<Question> = record<Question>({ after: orNull(mark), upTo: orNull(mark), print });

const item: Field<Item> = record<Item>({ name: valueName, key: id, stamp });
const items: Field<readonly Item[]> = listOf(item, itemsMax);
const cuts: Field<readonly Mark[]> = listOf(mark, piecesMax);
const prints: Field<readonly Fingerprint[]> = listOf(print, piecesMax + 1);

/** The three kinds are told apart by a number in front. */
export const answer: Field<Answer> = {
  pack(value) {
    switch (value.kind) {
      case 'same':
        return [0];
      case 'items':
        return [1, items.pack(value.items)];
      case 'pieces':
        return [2, cuts.pack(value.cuts), prints.pack(value.prints)];
    }
  },
  read: (fields, name) => fields.group(name, readAnswer),
};

function readAnswer(fields: Fields): Answer {
  const kind = fields.word('kind', ['same', 'items', 'pieces']);
  switch (kind) {
    case 'same':
      return { kind };
    case 'items':
      return { kind, items: items.read(fields, 'items') };
    case 'pieces':
      return { kind, cuts: cuts.read(fields, 'cuts'), prints: prints.read(fields, 'prints') };
  }
}

type Told = Report['segments'][number];

const segment: Field<Told> = record<Told>({
  first: id,
  last: id,
  openTerm: number,
  looseTerm: number,
  partTerm: number,
  wholeTerm: number,
  isDormant: flag,
});

export const report: Field<Report> = record<Report>({
  segments: listOf(segment, spansMax),
  near: listOf(id, nearMax),
  upMs: number,
  ousted: listOf(contact, nearMax),
});
