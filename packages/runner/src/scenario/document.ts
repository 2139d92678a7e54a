// A document: what a file holds, and where each value of it stands. Values can be put over it from outside, and keep where they came from.

import type { Json } from './language/index.ts';
import type { End, Fault, Mistake, Path, Whence } from './mistake.ts';

export interface Document {
  readonly value: Json;
  /** Where the value at this path stands, or the nearest thing above it. */
  readonly whence: (path: Path, end: End) => Whence;
}

/** The value at a path. Undefined when there is none. */
export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  let found = value;
  for (const step of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Object.entries(found).find(([key]) => key === String(step))?.[1];
  }
  return found;
}

/** The same document with another value at `path`, which came from elsewhere. Mappings on the way are made. */
export function overlay(document: Document, path: Path, value: Json, from: Whence): Document {
  return {
    value: replaced(document.value, path, value),
    whence: (asked, end) =>
      path.every((step, place) => String(asked[place]) === String(step)) ? from : document.whence(asked, end),
  };
}

/** The same document with another value at `path`, of which everything stands where it stood. */
export function edited(document: Document, path: Path, value: Json): Document {
  return { ...document, value: replaced(document.value, path, value) };
}

export function mistakeAt(document: Document, { path, end, message }: Fault): Mistake {
  return { ...document.whence(path, end), message };
}

function replaced(old: Json | undefined, path: Path, value: Json): Json {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  const inside = replaced(valueAt(old, [first]), rest, value);
  if (Array.isArray(old)) return old.map((each: Json, place) => (place === Number(first) ? inside : each));
  const entries = typeof old === 'object' && old !== null ? Object.entries(old) : [];
  const isNew = entries.every(([key]) => key !== String(first));
  const kept = entries.map(([key, each]) => [key, key === String(first) ? inside : each] as const);
  return Object.fromEntries(isNew ? [...kept, [String(first), inside]] : kept);
}
