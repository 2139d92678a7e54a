import { openMemoryStore } from '../../src/store/index.ts';
import { valueStoreConformance } from './value-store.conformance.ts';

valueStoreConformance(async (limits) => openMemoryStore(limits));
