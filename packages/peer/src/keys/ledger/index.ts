// What one peer holds, and how two peers find out where they differ.

export type { Entry, Receipt } from './entry.ts';
export { nextReceipts, stampOf } from './entry.ts';
export * from './version.ts';
