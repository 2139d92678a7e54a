// Reading the fields of a parsed JSON object by hand: a peer starts too often to pay for a schema library.

import type { FieldKind } from './event-shape.ts';

/** A JSON object that nobody has looked into yet. */
export type Fields = Readonly<Record<string, unknown>>;

const accepts: Readonly<Record<FieldKind, (value: unknown) => boolean>> = {
  number: isCount,
  amount: (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0,
  'number?': (value) => value === null || value === undefined || isCount(value),
  numbers: (value) => Array.isArray(value) && value.every(isCount),
  text: (value) => typeof value === 'string',
  'text?': (value) => value === null || value === undefined || typeof value === 'string',
  texts: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  flag: (value) => typeof value === 'boolean',
};

const wanted: Readonly<Record<FieldKind, string>> = {
  number: 'a whole number',
  amount: 'a number that is not negative',
  'number?': 'a whole number or null',
  numbers: 'a list of whole numbers',
  text: 'a text',
  'text?': 'a text or null',
  texts: 'a list of texts',
  flag: 'true or false',
};

/** The first field that is not of its kind, in words; undefined when all are. */
export function firstFault(fields: Fields, shape: Readonly<Record<string, FieldKind>>): string | undefined {
  for (const [name, kind] of Object.entries(shape)) {
    if (!accepts[kind](fields[name])) return `"${name}" must be ${wanted[kind]}`;
  }
  return undefined;
}

/** As `firstFault`, for fields that may be left out. */
export function firstOptionalFault(
  fields: Fields,
  shape: Readonly<Record<string, FieldKind>>,
): string | undefined {
  const present = Object.entries(shape).filter(([name]) => fields[name] !== undefined);
  return firstFault(fields, Object.fromEntries(present));
}

/** `line` as the kind of line whose fields were just looked at, or what is at fault. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller's shape table ties Line to the fields
export function believe<Line>(line: unknown, fault: string | undefined): Line | string {
  if (fault !== undefined) return fault;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- no field is at fault, which is what the type says
  return line as Line;
}

export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
