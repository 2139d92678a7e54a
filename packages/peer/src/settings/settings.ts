// What all members of a ring must agree on, and the named presets. One table, so that no program has defaults of its own.

/** How a name becomes a key: the first `bits` bits of SHA-256, or the name as a number modulo 2^bits. */
export type HashRule = 'sha256' | 'mod';
/** Who keeps a key that equals an id: that peer, or (the lab's reading) the next one. */
export type OwnerRule = 'at-or-after' | 'after';
/** Where a lookup may go next: one successor at a time; anybody in the successor list; fingers as well. */
export type Routing = 'ring' | 'shortcuts' | 'fingers';
export type PresetName = 'classic' | 'chord';

export interface RingSettings {
  readonly preset: PresetName;
  /** The ring's name: messages of another ring are dropped. */
  readonly ring: string;
  readonly bits: number;
  readonly hash: HashRule;
  readonly owner: OwnerRule;
  /** L, the length of the successor list. */
  readonly successorsMax: number;
  /** R: how many peers hold each value, its owner among them. At most one more than L: nobody farther is known. */
  readonly replicas: number;
  readonly routing: Routing;
  /** T, the ping interval in ms; at least 200. */
  readonly pingMs: number;
}

export const hashRules: readonly HashRule[] = ['sha256', 'mod'];
export const ownerRules: readonly OwnerRule[] = ['at-or-after', 'after'];
export const routings: readonly Routing[] = ['ring', 'shortcuts', 'fingers'];
export const presetNames: readonly PresetName[] = ['classic', 'chord'];
export const pingMinMs = 200;
export const successorsLimit = 64;
export const defaultBasePort = 12_000;
export const defaultHost = '127.0.0.1';

const shared = {
  ring: 'ringside',
  owner: 'at-or-after',
  successorsMax: 8,
  replicas: 3,
  pingMs: 3_000,
} as const;

/** classic: the assignment's ring (8 bits, numbers as names, one successor at a time). chord: 32 bits, SHA-256, fingers. */
export const presets: Readonly<Record<PresetName, RingSettings>> = {
  classic: { ...shared, preset: 'classic', bits: 8, hash: 'mod', routing: 'ring' },
  chord: { ...shared, preset: 'chord', bits: 32, hash: 'sha256', routing: 'fingers' },
};
