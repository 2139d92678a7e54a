// What every store keeps to. Both stores pass these tests, so that a test with the one in memory says something about the one on disk.

import type { ValueStore } from '../../src/store/value-store.ts';
import { parkConformance } from './conformance/parks.ts';
import { refusalConformance } from './conformance/refusals.ts';
import { stagingConformance } from './conformance/staging.ts';
import { versionConformance } from './conformance/versions.ts';

export interface Limits {
  readonly valueBytesMax?: number;
  readonly capacityBytes?: number;
}

/** Gives an empty store. */
export type OpenStore = (limits?: Limits) => Promise<ValueStore>;

/** Registers the suite. */
export function valueStoreConformance(open: OpenStore): void {
  stagingConformance(open);
  versionConformance(open);
  parkConformance(open);
  refusalConformance(open);
}
