// What a peer tells whoever watches it from its own process: a line on a screen, an event on the control protocol. Nothing in the ring depends on it.

import type { Identifier } from './space.ts';

/** What a request that walks the ring is for. */
export type Purpose = 'join' | 'store' | 'request' | 'lookup';

/** Why a successor list changed. `told` = the successor said that its own lists had changed. */
export type ChangeReason = 'init' | 'join' | 'told' | 'left' | 'died' | 'stabilize' | 'merge' | 'refill';

export type Notice =
  /** `init` was obeyed. `succ`: the successors given. */
  | { readonly event: 'launched'; readonly succ: readonly Identifier[] }
  | { readonly event: 'ping-sent'; readonly to: readonly Identifier[] }
  | { readonly event: 'ping-received'; readonly from: Identifier }
  | { readonly event: 'pong-received'; readonly from: Identifier }
  /** A request came by, or began here, and was passed on. `asker` is the joiner of a join. */
  | {
      readonly event: 'forwarded';
      readonly purpose: Purpose;
      readonly asker: Identifier;
      readonly name: string | null;
      readonly to: Identifier;
      readonly isSuccessor: boolean;
      /** Did the request begin at this peer? */
      readonly isAsker: boolean;
    }
  /** A joiner found its place right after this peer. */
  | { readonly event: 'join-received'; readonly asker: Identifier; readonly route: readonly Identifier[] }
  /** This peer joined: both neighbours point at it. */
  | {
      readonly event: 'joined';
      readonly pred: readonly Identifier[];
      readonly succ: readonly Identifier[];
      readonly route: readonly Identifier[];
    }
  | { readonly event: 'join-failed'; readonly code: string; readonly message: string }
  /** A change among the first two successors. `slot` is the first that changed, null = nobody. */
  | {
      readonly event: 'succ-changed';
      readonly slot: number;
      readonly from: Identifier | null;
      readonly to: Identifier | null;
      readonly succ: readonly Identifier[];
      readonly reason: ChangeReason;
      /** Who caused it: the joiner, the leaver, the dead, or who told us. */
      readonly by: Identifier | null;
    }
  | { readonly event: 'pred-changed'; readonly pred: readonly Identifier[]; readonly from: Identifier | null }
  /** A neighbour said good-bye. */
  | { readonly event: 'departed'; readonly peer: Identifier }
  /** The detector's verdict on a watched peer, `afterMs` after the first unanswered question. */
  | { readonly event: 'died'; readonly peer: Identifier; readonly afterMs: number }
  /** A peer held dead was heard again. */
  | { readonly event: 'revived'; readonly peer: Identifier }
  | { readonly event: 'phase-changed'; readonly phase: string; readonly was: string; readonly why: string }
  /** A walk round the ring that began here has ended. `route`: ids in order, this peer first. */
  | {
      readonly event: 'found';
      readonly purpose: Purpose;
      readonly name: string | null;
      readonly owner: Identifier;
      readonly route: readonly Identifier[];
    }
  /** At the owner: a value is being taken in or given out. */
  | { readonly event: 'store-accepted'; readonly name: string; readonly from: Identifier | null }
  | { readonly event: 'stored'; readonly name: string; readonly bytes: number; readonly source: string }
  | { readonly event: 'value-here'; readonly name: string }
  | { readonly event: 'sending'; readonly name: string; readonly to: Identifier | null }
  | { readonly event: 'sent'; readonly name: string; readonly bytes: number }
  /** At the asker of a request. */
  | { readonly event: 'value-at'; readonly name: string; readonly owner: Identifier }
  | { readonly event: 'receiving'; readonly name: string; readonly owner: Identifier }
  | { readonly event: 'received'; readonly name: string; readonly bytes: number; readonly path: string }
  /** Something failed or was dropped: one sentence for people. */
  | { readonly event: 'trouble'; readonly code: string; readonly message: string }
  /** Shown only with `--show debug`. */
  | { readonly event: 'debug'; readonly message: string };
