// The commands of the prompt and the pipe, as values. What they mean is done elsewhere.

export type RunnerCommand =
  | { readonly kind: 'join'; readonly id: number; readonly via: number; readonly isMonitored: boolean }
  | { readonly kind: 'quit' | 'kill' | 'pause' | 'resume' | 'restart'; readonly id: number }
  | { readonly kind: 'store'; readonly name: string; readonly via: number; readonly from: string | undefined }
  | { readonly kind: 'request'; readonly name: string; readonly via: number; readonly to: string | undefined }
  | { readonly kind: 'lookup'; readonly name: string; readonly via: number }
  /** Those whose names come after `after`. */
  | { readonly kind: 'keys'; readonly id: number; readonly after: string | undefined }
  | { readonly kind: 'wait'; readonly within: string }
  /** The nearest ones, nearest first: a longer list of the peer's own is right too. */
  | {
      readonly kind: 'expect';
      readonly id: number;
      readonly list: 'succ' | 'pred';
      readonly ids: readonly number[];
    }
  | { readonly kind: 'table' | 'status' | 'load' | 'help' | 'end' };

export type ParsedLine =
  | { readonly kind: 'command'; readonly command: RunnerCommand }
  /** A comment, or nothing. */
  | { readonly kind: 'nothing' }
  /** What is wrong and how to mend it, in one sentence. */
  | { readonly kind: 'wrong'; readonly message: string };
