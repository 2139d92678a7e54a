// What a store and the thread of its database say to each other.

import type { RowChange } from './database.ts';
import type { Mishap, Refusal } from './mending-database.ts';

export type ToThread =
  | { readonly ask: 'write'; readonly n: number; readonly ops: readonly (readonly RowChange[])[] }
  | { readonly ask: 'read'; readonly n: number; readonly id: number }
  | { readonly ask: 'close' };

export type FromThread =
  /** Some of the heads that are there at the opening. */
  | { readonly say: 'heads'; readonly lines: readonly string[] }
  | { readonly say: 'open'; readonly freeBytes: number }
  | { readonly say: 'unusable'; readonly why: string; readonly isFull: boolean }
  /** Place by place, what was refused; and the room that is left within the database. */
  | {
      readonly say: 'written';
      readonly n: number;
      readonly refusals: readonly (Refusal | null)[];
      readonly freeBytes: number;
    }
  | { readonly say: 'read'; readonly n: number; readonly bytes: Uint8Array | undefined }
  | { readonly say: 'unread'; readonly n: number; readonly why: string }
  | { readonly say: 'mishap'; readonly mishap: Mishap };
