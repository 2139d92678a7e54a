// A whole scenario, understood: every default filled in, every text read. Types only.

import type { HashRule, OwnerRule, PresetName, Routing } from '@ringside/peer/settings';
import type { ByteRange, Span } from './amounts.ts';
import type { Claim } from './condition.ts';
import type { Step } from './step.ts';
import type { Threshold } from './threshold.ts';

/** What a YAML or JSON file can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface RingRules {
  readonly preset: PresetName;
  readonly bits: number;
  readonly hash: HashRule;
  readonly owner: OwnerRule;
  readonly routing: Routing;
  readonly successors: number;
  readonly replicas: number;
  readonly pingMs: number;
}

export interface Group {
  readonly name: string;
  readonly members:
    | { readonly kind: 'count'; readonly count: number }
    | { readonly kind: 'ids'; readonly ids: readonly number[] }
    | { readonly kind: 'names'; readonly names: readonly string[] };
  /** Another program, bound on the command line by `--peer-command`. */
  readonly program: string | undefined;
}

export const loadVerbs = ['store', 'request', 'lookup'] as const;
export type LoadVerb = (typeof loadVerbs)[number];

export interface LoadStream {
  readonly verb: LoadVerb;
  readonly perSecond: number;
  /** Of stores. */
  readonly bytes: ByteRange | undefined;
}

export interface Load {
  readonly name: string;
  readonly streams: readonly LoadStream[];
  /** After this an operation counts as unknown. */
  readonly timeout: Span;
}

export interface Phase {
  readonly name: string;
  readonly during: readonly string[];
  readonly steps: readonly Step[];
}

export interface Check extends Claim {
  readonly name: string | undefined;
}

/** True all the time, except in these phases. */
export interface AlwaysCheck extends Check {
  readonly except: readonly string[];
}

/** True in the end, after all faults are healed. */
export interface FinalCheck extends Check {
  /** How long the ring has to settle. */
  readonly within: Span | undefined;
}

/** One setting and the values it takes in turn. */
export interface Axis {
  readonly setting: string;
  readonly values: readonly (string | number | boolean)[];
}

export interface Scenario {
  readonly name: string;
  readonly description: string | undefined;
  readonly seed: number | 'random';
  readonly ring: RingRules;
  readonly groups: readonly Group[];
  /** So many peers may run at the same time. */
  readonly peersMax: number;
  readonly loads: readonly Load[];
  readonly phases: readonly Phase[];
  readonly always: readonly AlwaysCheck[];
  readonly finally: readonly FinalCheck[];
  readonly thresholds: readonly Threshold[];
  readonly matrix: readonly Axis[];
  readonly repeat: number;
  /** As it was written, with settings from outside put in: what is saved beside the results, and read again. */
  readonly written: Json;
}
