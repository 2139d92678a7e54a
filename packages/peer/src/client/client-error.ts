// The one error that a client throws on purpose. The code is for programs; the message is for people and ends with what to try.

/** Codes of the client's own; all others are the ring's, as on the control protocol: `not-found`, `timeout`, `refused`, `bad-name`, ... */
export type ClientErrorCode =
  /** No peer of the list answers, or one has gone in the middle. */
  | 'unavailable'
  /** The client was closed. */
  | 'closed'
  /** What came is not what was stored. */
  | 'wrong-bytes'
  /** Too large to be given as bytes. */
  | 'too-large'
  | 'no-such-file'
  | 'cannot-write';

export class ClientError extends Error {
  override readonly name = 'ClientError';
  /** A `ClientErrorCode`, or the ring's own. */
  readonly code: string;
  /** Nothing was changed anywhere. False only of a store: it may have happened all the same, and may be said again. */
  readonly isDefinite: boolean;
  /** The peers that the question had passed, as far as the ring said. */
  readonly route: readonly number[];

  constructor(
    code: string,
    message: string,
    options: ErrorOptions & { readonly isDefinite?: boolean; readonly route?: readonly number[] } = {},
  ) {
    super(message, options);
    this.code = code;
    this.isDefinite = options.isDefinite ?? true;
    this.route = options.route ?? [];
  }

  /** The same, once something may have been changed. */
  inDoubt(): ClientError {
    const { code, message, route } = this;
    return new ClientError(code, message, { cause: this, route, isDefinite: false });
  }
}
