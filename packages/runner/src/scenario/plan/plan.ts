// A plan: everything that a run will do, drawn from one seed before anything starts. Plain JSON, so that it can be printed, kept, played again
// and shrunk. Types only. Times are in ms; absent is null.

import type {
  Aggregate,
  Amount,
  Answer,
  ByteRange,
  Comparison,
  LoadCounter,
  LoadVerb,
  Metric,
  Operator,
  RingAim,
  RingRules,
  StartWay,
} from '../language/index.ts';

export const planVersion = 1;

export interface Plan {
  /** The version of this shape. */
  readonly plan: 1;
  /** SHA-256 of everything else, in hex. */
  readonly hash: string;
  readonly name: string;
  readonly description: string | null;
  readonly seed: number;
  readonly ring: RingRules;
  /** So many may run at the same time. */
  readonly peersMax: number;
  /** Everybody who will ever run, in the order of ids. */
  readonly peers: readonly PlannedPeer[];
  readonly loads: readonly PlannedLoad[];
  readonly phases: readonly PlannedPhase[];
  readonly always: readonly PlannedAlways[];
  readonly finally: readonly PlannedFinal[];
  readonly thresholds: readonly PlannedThreshold[];
}

export interface PlannedPeer {
  readonly id: number;
  /** What its id was hashed from. */
  readonly name: string | null;
  /** Null: it joins later, and is in no group. */
  readonly group: string | null;
  /** Another program, bound by --peer-command. */
  readonly program: string | null;
}

export interface PlannedLoad {
  readonly name: string;
  readonly timeoutMs: number;
  readonly streams: readonly {
    readonly verb: LoadVerb;
    readonly perSecond: number;
    readonly bytes: ByteRange | null;
  }[];
}

export interface PlannedPhase {
  readonly name: string;
  /** Arrivals, names and bytes are drawn from the seed. */
  readonly during: readonly { readonly load: string; readonly seed: number }[];
  readonly steps: readonly PlannedStep[];
}

/**
 * Who is meant. `peers` is decided; everything else the player finds out when its time comes, and `expected` is who it is if all goes as
 * planned.
 */
export type Who =
  | { readonly kind: 'peers'; readonly ids: readonly number[] }
  | { readonly kind: 'successor-of'; readonly of: Who; readonly expected: readonly number[] }
  | { readonly kind: 'owner-of'; readonly name: string; readonly expected: readonly number[] }
  /** Whom the last step with this `as` was about. */
  | { readonly kind: 'bound'; readonly name: string; readonly expected: readonly number[] }
  | { readonly kind: 'several'; readonly of: readonly Who[]; readonly expected: readonly number[] }
  | Draw;

/** To be drawn among the members of that moment with `drawFrom` (draw.ts), since who they are is not sure before. */
export interface Draw {
  readonly kind: 'draw';
  readonly seed: number;
  readonly how: 'any' | 'adjacent';
  readonly amount: Amount;
  /** Only these. Null: anybody. */
  readonly among: readonly number[] | null;
  readonly not: readonly Who[];
  readonly expected: readonly number[];
}

/** `rest`: whoever is in no other side, later joiners too. */
export type PlannedSide = Who | { readonly kind: 'rest' };

export type PlannedCondition =
  | { readonly kind: 'ring'; readonly is: RingAim }
  | {
      readonly kind: 'view';
      readonly views: readonly {
        readonly peer: number;
        readonly succ: readonly number[] | null;
        readonly pred: readonly number[] | null;
      }[];
    }
  | { readonly kind: 'alive'; readonly count: Comparison }
  | { readonly kind: 'alive-of'; readonly of: Who }
  | { readonly kind: 'unmonitored'; readonly count: Comparison }
  | { readonly kind: 'detected'; readonly of: Who }
  /** Null: every name whose store was acknowledged. `readable` is a share, 1 = all. */
  | { readonly kind: 'keys'; readonly names: readonly string[] | null; readonly readable: number }
  | { readonly kind: 'owner'; readonly of: string; readonly is: number }
  | { readonly kind: 'hops'; readonly claim: PlannedMetricClaim }
  | {
      readonly kind: 'load';
      readonly of: string | null;
      readonly counts: readonly { readonly counter: LoadCounter; readonly is: Comparison }[];
    }
  | { readonly kind: 'event'; readonly event: string; readonly at: Who | null; readonly count: Comparison }
  | { readonly kind: 'log'; readonly has: string; readonly at: Who | null }
  | { readonly kind: 'processes' }
  | { readonly kind: 'all' | 'any'; readonly of: readonly PlannedCondition[] }
  | { readonly kind: 'not'; readonly of: PlannedCondition };

/** True in `hold` whole sweeps in a row. */
export interface PlannedClaim {
  readonly condition: PlannedCondition;
  readonly hold: number;
}

export interface PlannedAlways extends PlannedClaim {
  readonly name: string;
  readonly except: readonly string[];
}

export interface PlannedFinal extends PlannedClaim {
  readonly name: string;
  readonly withinMs: number;
}

export interface PlannedMetricClaim {
  readonly aggregate: Aggregate;
  readonly operator: Operator;
  /** Ms, a share from 0 to 1, or a number, as the metric has it. */
  readonly value: number;
  readonly text: string;
}

export interface PlannedThreshold {
  readonly key: string;
  readonly metric: Metric;
  readonly phase: string | null;
  readonly load: string | null;
  readonly claims: readonly PlannedMetricClaim[];
}

/** `via` null: the peer is told its neighbours, or makes the ring. */
export interface PlannedJoin {
  readonly id: number;
  readonly via: Who | null;
}

/** `path`: a file beside the scenario; null: so many bytes, drawn from the seed. */
export interface PlannedValue {
  readonly name: string;
  readonly path: string | null;
  readonly bytes: number;
  readonly seed: number;
}

export interface PlannedEffect {
  readonly drop: boolean;
  readonly loss: number;
  readonly duplicate: number;
  readonly reorder: number;
  readonly delayMs: { readonly least: number; readonly most: number } | null;
}

/** One thing of a churn, `atMs` after its start. `join`: somebody new, or who left and returns. `restart`: who was killed. */
export type PlannedEvent =
  | {
      readonly atMs: number;
      readonly act: 'leave' | 'kill' | 'pause' | 'resume' | 'restart';
      readonly id: number;
    }
  | { readonly atMs: number; readonly act: 'join'; readonly id: number; readonly via: number };

export type PlannedDeed =
  | { readonly act: 'start'; readonly how: StartWay; readonly joins: readonly PlannedJoin[] }
  | { readonly act: 'join'; readonly joins: readonly PlannedJoin[] }
  | { readonly act: 'leave' | 'kill' | 'resume' | 'restart'; readonly who: Who }
  | { readonly act: 'pause'; readonly who: Who; readonly forMs: number | null }
  | { readonly act: 'partition'; readonly sides: readonly PlannedSide[]; readonly forMs: number | null }
  /** Null: every one. */
  | { readonly act: 'heal'; readonly fault: string | null }
  | {
      readonly act: 'link';
      readonly from: PlannedSide;
      readonly to: PlannedSide;
      readonly isBothWays: boolean;
      readonly effect: PlannedEffect;
      readonly seed: number;
      readonly forMs: number | null;
    }
  | { readonly act: 'store'; readonly values: readonly PlannedValue[]; readonly via: Who }
  | {
      readonly act: 'request';
      readonly names: readonly string[];
      readonly via: Who;
      readonly to: string | null;
      readonly answer: Answer;
    }
  | { readonly act: 'lookup'; readonly names: readonly string[]; readonly via: Who }
  /** `windowMs`: within such a time the events take nobody's whole list; null when nobody guards. `leftOut`: losses the guard forbade. */
  | {
      readonly act: 'churn' | 'burst';
      readonly forMs: number;
      readonly windowMs: number | null;
      readonly leftOut: number;
      readonly events: readonly PlannedEvent[];
    }
  | { readonly act: 'wait' | 'expect'; readonly claim: PlannedClaim }
  | { readonly act: 'mark'; readonly text: string }
  | { readonly act: 'parallel'; readonly branches: readonly (readonly PlannedStep[])[] };

export type PlannedStep = PlannedDeed & {
  /** `churn.2`; inside others `churn.2.1`, in the third turn of a repeat `churn.2x3.1`. */
  readonly id: string;
  readonly as: string | null;
  /** How long the whole step may take. */
  readonly limitMs: number;
  readonly until: PlannedClaim | null;
};
