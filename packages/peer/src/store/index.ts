// Bytes that survive kill -9, their twin in memory, and what a peer remembers of its former lives.

export { openDiskStore, type DiskStoreOptions } from './disk-store.ts';
export { openDiskLife, openMemoryLife, type LifeRecord } from './life.ts';
export { openMemoryStore, type MemoryStoreOptions } from './memory-store.ts';
export { openReceivedFile, type ReceivedFile } from './received-file.ts';
export { sha256 } from './sha256.ts';
export { StoreError, type StoreErrorCode } from './store-error.ts';
export {
  valueBytesMaxDefault,
  wholeBytesMax,
  type Check,
  type Content,
  type Former,
  type Park,
  type Source,
  type StoredValue,
  type ValueStore,
} from './value-store.ts';
