// What one peer holds, and how two peers find out where they differ.

export * from './compare.ts';
export { nextReceipts, stampOf, type Entry, type Receipt } from './entry.ts';
export { emptyPrint, type Fingerprint } from './fingerprint.ts';
export { Ledger, type Mark } from './ledger.ts';
export * from './territory.ts';
export * from './version.ts';
