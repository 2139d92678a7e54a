// Every error the store throws on purpose. `code` is for programs; the message is for people and ends with what to do.

export type StoreErrorCode =
  | 'bad-name'
  | 'too-large'
  | 'disk-full'
  /** The system refused what the disk was asked for. */
  | 'disk-failed'
  /** More or fewer bytes came than were promised. */
  | 'wrong-size'
  /** Other bytes came than were promised. */
  | 'wrong-sha256'
  /** What is on disk is not what was stored. */
  | 'damaged'
  /** Nothing is staged under this token. */
  | 'unknown-token'
  /** No finished park has this id. */
  | 'unknown-park'
  /** A park of this id is there already. */
  | 'park-taken'
  /** Another process keeps its values in this folder. */
  | 'folder-in-use'
  /** Nothing can be kept in this folder. */
  | 'folder-unusable'
  /** The disk failed at the last step: it may have happened. */
  | 'unsure'
  /** The park or the store has ended. */
  | 'closed';

export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
