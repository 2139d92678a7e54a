// A request: whoever is asked says what there is and who has it; a large value is then fetched from that peer. Asked anew when it is gone by then.

import { fetchBytes, type Speaker } from '../net/transfer.ts';
import { ConversationError } from '../net/conversation.ts';
import type { Address, Identifier } from '../ring/index.ts';
import type { HostMessage } from '../wire/index.ts';
import type { Access } from './access.ts';
import { ClientError } from './client-error.ts';
import type { Gate } from './gate.ts';
import type { Taker } from './taken-value.ts';

export interface RequestAnswer {
  readonly key: Identifier;
  readonly owner: Identifier;
  /** The peers it passed, in order. */
  readonly route: readonly Identifier[];
  /** When the version was given, in ms since 1970. */
  readonly version: number;
  readonly size: number;
  /** False: a newer version may be at peers that are gone or have just come back. */
  readonly isSure: boolean;
}

export interface RequestParts {
  readonly access: Access;
  readonly speaker: Speaker;
  readonly transfers: Gate;
}

type Found = Extract<HostMessage, { readonly kind: 'request-done' }>;

/** Values move and peers go while bytes are on their way; more often than this is no accident. */
const fetchesMax = 3;

/** Rejects with ClientError: `not-found` is an answer, `unavailable` is none. */
export async function requestValue<Result>(
  parts: RequestParts,
  name: string,
  taker: Taker<Result>,
): Promise<RequestAnswer & Result> {
  for (let fetches = 1; ; fetches += 1) {
    const found = await parts.access.use((line) =>
      line.ask((n) => ({ kind: 'ask-request', n, name }), 'request-done'),
    );
    const { key, owner, route, stamp, size, isSure } = found;
    try {
      const result = await taken(parts, name, found, taker);
      return { key, owner, route, version: stamp.at, size, isSure, ...result };
    } catch (error) {
      const failure = error instanceof ConversationError ? gone(found, error) : error;
      if (fetches >= fetchesMax || !isWorthAnother(failure)) throw failure;
    }
  }
}

async function taken<Result>(
  { speaker, transfers }: RequestParts,
  name: string,
  { at, content, size, sha256 }: Found,
  taker: Taker<Result>,
): Promise<Result> {
  await using taking = await taker.begin(size);
  if (content !== null) await taking.write(content);
  else if (at !== null) await transfers.through(() => fetched(at.address));
  return await taking.finish(sha256);

  async function fetched(from: Address): Promise<void> {
    await fetchBytes(from, speaker, { name, size, sha256 }, (chunk) => taking.write(chunk), false);
  }
}

function gone({ owner }: Found, cause: ConversationError): ClientError {
  return new ClientError('unavailable', `peer ${owner} has the value and went away: ${cause.message}`, {
    cause,
  });
}

function isWorthAnother(error: unknown): boolean {
  return error instanceof ClientError && ['unavailable', 'wrong-bytes', 'refused'].includes(error.code);
}
