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
  /** Another process keeps its values in this folder. */
  | 'folder-in-use'
  /** Nothing can be kept in this folder. */
  | 'folder-unusable'
  /** The commit failed after the value had got its place: it may have been stored. */
  | 'unsure'
  /** The put or the store has ended. */
  | 'closed';

export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
