// A ring of real peers as its user sees it: what can be asked of it, and what it answers. Shapes only.

import type { DoneReply, EventLine, LinkRuleLine, StatusReply } from '@ringside/peer/control';
import type { Verdict } from '@ringside/peer/survey';
import type { RingPlan } from '../plan/index.ts';

/** `gone`: ended, and we did not ask for it. */
export type MemberState = 'running' | 'paused' | 'left' | 'killed' | 'gone';

/** One peer that was started at some time. */
export interface RingPeer {
  readonly id: number;
  readonly address: string;
  readonly pid: number;
  readonly state: MemberState;
  readonly isMonitored: boolean;
  /** What the peer calls itself: `ringside/0.1.0`. */
  readonly impl: string;
}

export interface PeerReport extends RingPeer {
  /** What it says of itself; undefined when it is silent. */
  readonly status: StatusReply | undefined;
}

export interface RingReport {
  /** Everybody who was ever started, in the order of the ring. */
  readonly peers: readonly PeerReport[];
  /** The judge's word on those that run. One sweep: it may be torn. */
  readonly verdict: Verdict;
}

/** `tookMs`: from the question to the end of what it asked for. */
export type Done = DoneReply & { readonly tookMs: number };

/** What happens, as it happens. `n` counts the lives of a peer. */
export type RingEvent =
  | { readonly kind: 'ready'; readonly peer: RingPeer }
  | { readonly kind: 'notice'; readonly id: number; readonly event: EventLine }
  | { readonly kind: 'text'; readonly id: number; readonly text: string }
  | ({ readonly kind: 'ended' } & RingEnding);

/** How a life ended. */
export interface RingEnding {
  readonly id: number;
  readonly state: MemberState;
  /** `ended with exit code 0`. */
  readonly how: string;
  /** It was told to end, and did so as it should. */
  readonly isClean: boolean;
}

export interface Ring extends AsyncDisposable {
  readonly plan: RingPlan;
  /** Those that run or are paused, in the order of the ring. */
  readonly peers: readonly RingPeer[];
  /** Everybody who was ever started. */
  readonly members: readonly RingPeer[];
  /** Returns a function that ends it. */
  listen(listener: (event: RingEvent) => void): () => void;

  /** Starts first members, each told its next two successors. Rejects when one does not come up. */
  start(ids: readonly number[]): Promise<void>;
  /** Each of these rejects with a CommandError: one sentence for people, a code for programs. */
  join(id: number, options: { readonly via: number; readonly isMonitored?: boolean }): Promise<Done>;
  /** A polite good-bye: the peer hands over, tells its neighbours, and ends. */
  quit(id: number): Promise<Done>;
  /** SIGKILL. */
  kill(id: number): Promise<void>;
  /** SIGSTOP. */
  pause(id: number): void;
  /** SIGCONT. */
  resume(id: number): void;
  /** Ends a peer that still runs, starts it again with its folder, and joins it through somebody alive; `stored`: through whom it knew. */
  restart(id: number, options?: { readonly via?: number | 'stored' }): Promise<Done>;
  /** What this peer sends suffers these rules from now on, and no others. They end with the peer. */
  setLinks(id: number, rules: readonly LinkRuleLine[], seed: number): Promise<void>;
  store(
    name: string,
    options: { readonly via: number; readonly path?: string; readonly bytes?: Uint8Array },
  ): Promise<Done>;
  request(name: string, options: { readonly via: number; readonly path?: string }): Promise<Done>;
  lookup(name: string, options: { readonly via: number }): Promise<Done>;

  /** What a peer holds, in the order of the names: some of those after `after`, and whether these are `all`. */
  keys(id: number, options?: { readonly after?: string }): Promise<Done>;
  /** Ends everybody politely, and tells how each last life ended. Afterwards there is no ring. */
  end(): Promise<readonly RingEnding[]>;

  /** One peer's own words. */
  report(id: number): Promise<PeerReport>;
  status(): Promise<RingReport>;
  /**
   * Waits until two reports in a row are ideal and show the same version of every peer.
   * Rejects with a CommandError that says what was still wrong.
   */
  until(
    condition: 'ideal',
    options: { readonly within: string; readonly signal?: AbortSignal },
  ): Promise<{ readonly tookMs: number; readonly report: RingReport }>;
}
