// What peers say to each other. Shapes only: the wire turns them into bytes, the rules below this folder give them meaning.

import type { Contact } from './contact.ts';
import type { Purpose } from './notice.ts';
import type { Phase } from './phase.ts';
import type { Identifier } from './space.ts';

/**
 * Who is to answer a walk: the owner of the key; whoever stands just before its place; or (`near`) either of them, or the last peer before it that a
 * walk gets to: those in its list may know more.
 */
export type Seek = 'owner' | 'place' | 'near';

/** `upkeep` is the ring's own (fingers, merge) and never shown. */
export type WalkPurpose = Purpose | 'upkeep';

/** A request on its way round the ring. It is passed on from peer to peer; the answer goes straight to the asker. */
export interface Walk {
  /** The asker's number for it; all attempts share it. */
  readonly n: number;
  /** 1 at first. */
  readonly attempt: number;
  readonly asker: Contact;
  readonly seek: Seek;
  readonly key: Identifier;
  readonly purpose: WalkPurpose;
  readonly name: string | null;
  /** The peers it passed, in order. */
  readonly route: readonly Identifier[];
  readonly hopsLeft: number;
  /** The sender holds the receiver for the owner. */
  readonly isFinal: boolean;
  /**
   * Every peer it passes tells the asker where it went, so that a silent one is found out. A repeated walk is traced from its beginning,
   * a first one from the first peer on that has suspects: while all is well nobody needs to know.
   */
  readonly isTraced: boolean;
  /** Peers that did not answer this request before. */
  readonly avoid: readonly Identifier[];
}

/** Why a walk ended without an answer. `unsettled`: the peers on both sides of the key do not agree yet. */
export type StuckCode = 'hop-limit' | 'not-member' | 'no-way' | 'unsettled';

export type Message =
  | {
      readonly kind: 'ping';
      readonly n: number;
      readonly pred: Contact | null;
      readonly succ: readonly Contact[];
    }
  | {
      readonly kind: 'pong';
      readonly n: number;
      readonly phase: Phase;
      readonly succ: readonly Contact[];
    }
  /** Ask `target` for me, `asker`; then, to the target: `asker` asks you. */
  | {
      readonly kind: 'relay-ping';
      readonly n: number;
      readonly asker: Contact;
      readonly target: Contact;
    }
  /** The target's answer, on its way back to the asker: also its state, since a question for that would not reach it either. */
  | {
      readonly kind: 'relay-pong';
      readonly n: number;
      readonly asker: Contact;
      readonly target: Contact;
      readonly phase: Phase;
      readonly pred: readonly Contact[];
      readonly succ: readonly Contact[];
    }
  /** The question of stabilize; answered by `state` or `not-member`. */
  | { readonly kind: 'ask-state'; readonly n: number }
  /** The same question from who knows the lists as they were in that version; answered by `same` when they still are. */
  | { readonly kind: 'ask-change'; readonly n: number; readonly version: number }
  | { readonly kind: 'same'; readonly n: number }
  | {
      readonly kind: 'state';
      readonly n: number;
      /** Of these lists: it grows with every change of them. */
      readonly version: number;
      readonly phase: Phase;
      readonly pred: readonly Contact[];
      readonly succ: readonly Contact[];
    }
  | { readonly kind: 'not-member'; readonly n: number }
  /** I hold you for my successor. */
  | { readonly kind: 'notify'; readonly pred: Contact | null }
  /** My pred[0] or my successor list changed. */
  | { readonly kind: 'changed'; readonly pred: Contact | null }
  /** Somebody else has your id, in a later life: see for yourself. */
  | { readonly kind: 'superseded'; readonly by: Contact }
  /** I may be your successor: ask me. */
  | { readonly kind: 'candidate' }
  | {
      readonly kind: 'leave';
      readonly n: number;
      readonly pred: readonly Contact[];
      readonly succ: readonly Contact[];
    }
  | { readonly kind: 'leave-heard'; readonly n: number }
  | { readonly kind: 'find'; readonly walk: Walk }
  | {
      readonly kind: 'found';
      readonly n: number;
      readonly seek: Seek;
      readonly route: readonly Identifier[];
      readonly pred: readonly Contact[];
      readonly succ: readonly Contact[];
    }
  | {
      readonly kind: 'stuck';
      readonly n: number;
      readonly code: StuckCode;
      readonly route: readonly Identifier[];
    }
  /** The trace of a walk: the sender passed it on to `to` as its `hop`-th peer. */
  | {
      readonly kind: 'passed';
      readonly n: number;
      readonly attempt: number;
      readonly hop: number;
      readonly to: Identifier;
    };
