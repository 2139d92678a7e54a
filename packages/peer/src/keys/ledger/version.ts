// Versions of a value. The owner at the time gives each write one; the newest wins everywhere, and of two that did not know each other the loser is told.

import type { Identifier } from '../../ring/space.ts';

/** What tells one version of a name from every other one. */
export interface Stamp {
  /** Milliseconds of the owner's clock since 1970, or one more than the version before, whichever is more. */
  readonly at: number;
  /** The owner that gave it, and in which life of it (its epoch). */
  readonly by: Identifier;
  readonly life: number;
}

/** A version, and which ones its owner had seen: for each owner that wrote the name before, its last (Parker et al. 1983, version vectors). */
export interface Version extends Stamp {
  readonly knew: readonly Pick<Stamp, 'at' | 'by'>[];
}

/** So many former owners are remembered. A conflict between versions farther apart than that is told though there was none. */
const knewMax = 8;

/** The version of a write at this owner, after `former`. */
export function nextVersion(
  former: Version | undefined,
  { by, life, wallMs }: { readonly by: Identifier; readonly life: number; readonly wallMs: number },
): Version {
  if (former === undefined) return { at: wallMs, by, life, knew: [] };
  const others = former.knew.filter((each) => each.by !== former.by);
  const knew = [{ at: former.at, by: former.by }, ...others].slice(0, knewMax);
  return { at: Math.max(former.at + 1, wallMs), by, life, knew };
}

export function isSameStamp(a: Stamp | undefined, b: Stamp | undefined): boolean {
  return a !== undefined && b !== undefined && a.at === b.at && a.by === b.by && a.life === b.life;
}

/** Does `a` replace `b`? One of two different versions always does. */
export function isNewer(a: Stamp, b: Stamp | undefined): boolean {
  if (b === undefined || a.at !== b.at) return b === undefined || a.at > b.at;
  return a.by === b.by ? a.life > b.life : a.by > b.by;
}

/** Had whoever wrote `later` seen `earlier`? */
export function hasSeen(later: Version, earlier: Stamp): boolean {
  if (isSameStamp(later, earlier)) return true;
  if (later.by === earlier.by) return later.at >= earlier.at;
  return later.knew.some(({ at, by }) => by === earlier.by && at >= earlier.at);
}

/** Were they written without knowing of each other? */
export function isConflict(a: Version, b: Version): boolean {
  return !hasSeen(a, b) && !hasSeen(b, a);
}
