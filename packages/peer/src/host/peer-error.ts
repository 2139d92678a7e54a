// Every failure that a peer reports to whoever runs it. The code is for programs, the message is for people and ends with what to try.

/** `bad-*`, `id-in-use`: the caller must change something. `not-found`: an answer. `timeout`, `unavailable`: try again later. */
export const peerErrorCodes = [
  'bad-option',
  'bad-name',
  'bad-phase',
  'no-such-file',
  'cannot-write',
  'port-taken',
  'folder-taken',
  'id-in-use',
  'not-found',
  'not-owner',
  'refused',
  'timeout',
  'unavailable',
] as const;

export type PeerErrorCode = (typeof peerErrorCodes)[number];

/** A code that came over the network; one we have no word for is `unavailable`. */
export function peerErrorCode(text: string): PeerErrorCode {
  return peerErrorCodes.find((code) => code === text) ?? 'unavailable';
}

/** What another peer said, or did wrong. */
export function remoteFailure(code: string, message: string, isDefinite: boolean): PeerError {
  return new PeerError(peerErrorCode(code), message, { isDefinite });
}

export class PeerError extends Error {
  override readonly name = 'PeerError';
  readonly code: PeerErrorCode;
  /** Nothing was changed anywhere. */
  readonly isDefinite: boolean;
  /** The peers a request had passed. */
  readonly route: readonly number[];

  constructor(
    code: PeerErrorCode,
    message: string,
    options: ErrorOptions & { readonly isDefinite?: boolean; readonly route?: readonly number[] } = {},
  ) {
    super(message, options);
    this.code = code;
    this.isDefinite = options.isDefinite ?? true;
    this.route = options.route ?? [];
  }
}
