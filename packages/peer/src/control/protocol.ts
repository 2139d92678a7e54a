// The control protocol, version 1: the lines that the runner and a peer exchange on the peer's stdin and stdout. Shapes only; a peer may be written in any language.

import type { Notice } from '../ring/notice.ts';

/** The first line of every peer: sockets are bound and control works. */
export interface ReadyLine {
  readonly rs: 1;
  readonly type: 'ready';
  readonly id: number;
  readonly address: string;
  readonly pid: number;
  readonly impl: string;
  readonly can: readonly string[];
}

/** A member named on the control protocol. */
export interface Neighbour {
  readonly id: number;
  readonly address: string;
}

/** What the runner asks for. Each is answered by one `ReplyLine` with the same number. */
export type Command =
  | { readonly type: 'status' }
  | { readonly type: 'init'; readonly succ: readonly Neighbour[] }
  | { readonly type: 'create' }
  /** `via` absent: through whom a former life in the same folder knew. */
  | { readonly type: 'join'; readonly via?: string }
  | { readonly type: 'leave'; readonly force?: boolean }
  /** `path` absent: `<name>.pdf` in the peer's folder, else an empty value. `bytes`: base64, for small values. */
  | { readonly type: 'store'; readonly name: string; readonly path?: string; readonly bytes?: string }
  /** `path` absent: `received_<name>.pdf` in the peer's folder. */
  | { readonly type: 'request'; readonly name: string; readonly path?: string }
  | { readonly type: 'lookup'; readonly name: string }
  /** What the peer holds, in the order of the names, those after `after`; `all` in the answer: there are no more. */
  | { readonly type: 'keys'; readonly after?: string }
  /** From now on what the peer sends suffers these rules and no others. They end with the peer, and nobody else is told. */
  | { readonly type: 'links'; readonly rules: readonly LinkRuleLine[]; readonly seed: number };

/** What messages to these addresses suffer on their way out. Shares from 0 to 1; what is absent does not happen. */
export interface LinkRuleLine {
  readonly to: readonly string[];
  /** Nothing gets through. */
  readonly drop?: boolean;
  readonly loss?: number;
  readonly duplicate?: number;
  readonly reorder?: number;
  readonly delayMs?: { readonly least: number; readonly most: number };
}

export type CommandLine = Command & { readonly rs: 1; readonly n: number };

/** The answer to `status`. Index 0 of both lists is the nearest neighbour. */
export interface StatusReply {
  readonly rs: 1;
  readonly re: number;
  readonly id: number;
  readonly phase: string;
  readonly epoch: number;
  readonly version: number;
  readonly pred: readonly number[];
  readonly succ: readonly number[];
  readonly keys: number;
  /** Of all values held; and how many of them its own, with their bytes. Ours always says so. */
  readonly bytes?: number;
  readonly owned?: number;
  readonly ownedBytes?: number;
}

/**
 * Success of any other command. `join`: route, pred, succ. `store`: owner, route, bytes, copies ("3/3": holders, and how many there should
 * be), holders, version (ms since 1970), source ("file" | "own-file" | "bytes" | "empty"). `request`: owner, route, bytes, path, sure (false:
 * a newer version may be at peers that are gone). `lookup`: owner, key, route. `keys`: keys, all.
 */
export interface DoneReply {
  readonly rs: 1;
  readonly re: number;
  readonly ok: true;
  readonly owner?: number;
  readonly key?: number;
  readonly route?: readonly number[];
  readonly pred?: readonly number[];
  readonly succ?: readonly number[];
  readonly bytes?: number;
  readonly path?: string;
  readonly copies?: string;
  readonly source?: string;
  readonly holders?: readonly number[];
  readonly version?: number;
  readonly sure?: boolean;
  readonly keys?: readonly HeldKeyReply[];
  readonly all?: boolean;
}

/** A value that the peer holds. `at`: ms since 1970; `by`: the peer that gave the version. */
export interface HeldKeyReply {
  readonly name: string;
  readonly key: number;
  readonly bytes: number;
  readonly at: number;
  readonly by: number;
  readonly owned: boolean;
}

/** Failure. `definite`: nothing was changed anywhere, and asking again later may differ. `code`: "not-found", "unavailable", "timeout", "id-in-use", "bad-name", "unsupported", ... */
export interface FailedReply {
  readonly rs: 1;
  readonly re: number;
  readonly ok: false;
  readonly code: string;
  readonly definite: boolean;
  readonly message: string;
  readonly route?: readonly number[];
}

/** Anything that happened; `at` is ISO UTC. */
export type EventLine = { readonly rs: 1; readonly type: 'event'; readonly at: string } & Notice;

/** A whole line from a peer, understood. A line that does not start with `{"rs":` is a log line. */
export type PeerLine =
  | { readonly kind: 'ready'; readonly line: ReadyLine }
  | { readonly kind: 'status'; readonly line: StatusReply }
  | { readonly kind: 'done'; readonly line: DoneReply }
  | { readonly kind: 'failed'; readonly line: FailedReply }
  | { readonly kind: 'event'; readonly line: EventLine }
  | { readonly kind: 'log'; readonly text: string }
  /** Starts like a control line and cannot be read; `quote` is its beginning. */
  | { readonly kind: 'broken'; readonly quote: string; readonly why: string };
