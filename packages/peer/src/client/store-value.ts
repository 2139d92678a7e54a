// A store, as often as it takes, under one number: the ring obeys each number once, whoever brings it.

import { createHash, randomUUID } from 'node:crypto';
import { Buffer } from 'node:buffer';
import { putBytes } from '../net/put.ts';
import type { Speaker } from '../net/transfer.ts';
import type { Identifier } from '../ring/index.ts';
import type { Access } from './access.ts';
import { ClientError } from './client-error.ts';
import type { Gate } from './gate.ts';
import { sourceOf, type GivenValue, type Source } from './given-value.ts';
import { type Line, LostError, type Question } from './line.ts';

export interface StoreAnswer {
  readonly key: Identifier;
  readonly owner: Identifier;
  /** The peers it passed, in order. */
  readonly route: readonly Identifier[];
  /** Who has it on disk, the owner first; and how many should. */
  readonly holders: readonly Identifier[];
  readonly wanted: number;
  /** When the version was given, in ms since 1970: newer ones have higher numbers. */
  readonly version: number;
  readonly size: number;
}

export interface StoreParts {
  readonly access: Access;
  readonly speaker: Speaker;
  readonly transfers: Gate;
}

/** Owners change, and are not ready for a moment: that passes. */
const passing = ['timeout', 'unavailable'];

interface Parcel {
  readonly size: number;
  readonly sha256: Uint8Array;
  readonly content: Uint8Array | null;
}

/** Rejects with ClientError; `isDefinite` false: it may be stored all the same. */
export async function storeValue(
  parts: StoreParts,
  name: string,
  value: GivenValue,
  request: string = randomUUID(),
): Promise<StoreAnswer> {
  const { access } = parts;
  const source = await sourceOf(value);
  const pack = packing(parts, request, source);
  let isInDoubt = false;
  try {
    return await access.use(async (asked) => {
      const { line, way, isOwner } =
        source.kind === 'large'
          ? await toOwner(access, asked, name)
          : { line: asked, way: [], isOwner: false };
      const { size, sha256, content } = await pack(line, isOwner);
      const present = await presentLine(access, line);
      try {
        const question = (n: number): Question => ({
          kind: 'ask-store',
          n,
          request,
          name,
          size,
          sha256,
          content,
        });
        const { key, owner, route, holders, wanted, stamp } = await present.ask(question, 'store-done');
        return { key, owner, route: joined(way, route), holders, wanted, version: stamp.at, size };
      } catch (error) {
        // Whoever goes away in the middle, or is not listened to any more, may have done it.
        if (!(error instanceof ClientError) || !error.isDefinite || error.code === 'closed') isInDoubt = true;
        throw error;
      }
    }, passing);
  } catch (error) {
    throw isInDoubt && error instanceof ClientError && error.isDefinite ? error.inDoubt() : error;
  }
}

/** Bringing a large value may take longer than a peer keeps a line on which nothing is said. */
async function presentLine(access: Access, line: Line): Promise<Line> {
  const present = await access.at(line.address);
  if (present === undefined) throw new LostError(`the peer at ${line.address} has gone`);
  return present;
}

interface Way {
  readonly line: Line;
  /** The peers that were asked for the way. */
  readonly way: readonly Identifier[];
  readonly isOwner: boolean;
}

/** A large value goes straight to its owner: by way of another peer it would travel twice. The peer that was asked, when the owner cannot be reached from here. */
async function toOwner(access: Access, asked: Line, name: string): Promise<Way> {
  const { owner, route } = await asked.ask((n) => ({ kind: 'ask-lookup', n, name }), 'lookup-done');
  const line = await access.at(owner.address);
  return line === undefined ? { line: asked, way: [], isOwner: false } : { line, way: route, isOwner: true };
}

/** The way to a peer and the route from it on, which begins with that peer. */
function joined(way: readonly Identifier[], route: readonly Identifier[]): readonly Identifier[] {
  return way.at(-1) === route[0] ? [...way, ...route.slice(1)] : [...way, ...route];
}

/** Makes ready what is asked of a peer: a large value is brought to it first, and to the next one again. */
function packing(
  { speaker, transfers }: StoreParts,
  request: string,
  source: Source,
): (line: Line, isOwner: boolean) => Promise<Parcel> {
  if (source.kind === 'small') {
    const { bytes } = source;
    const sha256 = createHash('sha256').update(bytes).digest();
    return async () => await Promise.resolve({ size: bytes.length, sha256, content: bytes });
  }
  const { size } = source;
  let first: Uint8Array | undefined;
  return async ({ address }, isOwner) => {
    const terms = { id: request, size, isForHolders: isOwner, sameAs: null };
    const sha256 = await transfers.through(() =>
      putBytes(address, speaker, terms, { chunks: source.chunks() }),
    );
    first ??= sha256;
    // One number stands for one value.
    if (!Buffer.from(first).equals(sha256))
      throw new ClientError('refused', 'the file changed while it was stored; store it again');
    return { size, sha256, content: null };
  };
}
