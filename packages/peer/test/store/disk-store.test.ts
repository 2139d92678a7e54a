import { join } from 'node:path';
import { openDiskStore } from '../../src/store/index.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { valueStoreConformance, type Limits } from './value-store.conformance.ts';

valueStoreConformance(async ({ valueBytesMax, capacityBytes }: Limits = {}) =>
  openDiskStore({
    folder: join(await temporaryFolder(), 'peer-2'),
    ...(valueBytesMax !== undefined && { valueBytesMax }),
    ...(capacityBytes !== undefined && { freeBytes: async () => capacityBytes }),
  }),
);
