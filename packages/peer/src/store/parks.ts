// The parks of a store: bytes that wait, each in a file of its own, until somebody says of which version they are.

import { quoteName } from '../keys/placement/name-limits.ts';
import type { Admission } from './admission.ts';
import { damaged } from './content.ts';
import type { FileUses } from './file-uses.ts';
import type { Medium } from './medium.ts';
import { startPark } from './park.ts';
import { StoreError } from './store-error.ts';
import type { Check, Content, Park } from './value-store.ts';

/** A park whose bytes are all here and durable. */
export interface FinishedPark {
  readonly id: string;
  readonly file: number;
  readonly bytes: number;
  readonly sha256: string;
}

interface GrowingPark {
  readonly park: Park;
}

export interface ParksDoor {
  readonly medium: Medium;
  readonly admission: Admission;
  readonly files: FileUses;
  readonly nextId: () => number;
}

export class Parks {
  readonly #door: ParksDoor;
  readonly #parks = new Map<string, FinishedPark | GrowingPark | 'beginning'>();

  constructor(door: ParksDoor) {
    this.#door = door;
  }

  async begin(id: string, bytes: number): Promise<Park> {
    const { medium, admission, files, nextId } = this.#door;
    const what = parkWords(id);
    if (this.#parks.has(id)) {
      throw new StoreError('park-taken', `${what} is there already; drop it first, or use another id`);
    }
    // The id is taken from here on: two who ask at once are told apart before either has waited.
    this.#parks.set(id, 'beginning');
    try {
      const room = await admission.reserve(bytes, what);
      const number = nextId();
      const file = await medium.createFile(what, number).catch((error: unknown) => {
        room.release();
        throw error;
      });
      const onFinished = (sha256: string): void => {
        files.hold(number);
        this.#parks.set(id, { id, file: number, bytes, sha256 });
      };
      const onDropped = (): void => void this.#parks.delete(id);
      const park = startPark({ what, bytes, file, room, onFinished, onDropped });
      this.#parks.set(id, { park });
      return park;
    } catch (error) {
      this.#parks.delete(id);
      throw error;
    }
  }

  finished(id: string): FinishedPark | undefined {
    const parked = this.#parks.get(id);
    return typeof parked === 'object' && 'file' in parked ? parked : undefined;
  }

  async open(id: string, check: Check): Promise<Content | undefined> {
    const parked = this.finished(id);
    if (parked === undefined) return undefined;
    const { file, bytes, sha256 } = parked;
    const content = await this.#door.medium.openFile(file, { what: parkWords(id), bytes, sha256 }, check);
    if (content === undefined && this.finished(id) === parked) throw damaged(parkWords(id));
    return content;
  }

  async drop(id: string): Promise<void> {
    const parked = this.#parks.get(id);
    if (typeof parked === 'object' && 'park' in parked) await parked.park.abort();
    // Also one whose finish was under way.
    const finished = this.finished(id);
    if (finished !== undefined) this.useUp(finished);
  }

  /** A version holds its bytes from now on, or nobody does. */
  useUp(parked: FinishedPark): void {
    if (this.#parks.get(parked.id) !== parked) return;
    this.#parks.delete(parked.id);
    this.#door.files.release(parked.file);
  }

  async dropAll(): Promise<void> {
    await Promise.all([...this.#parks.keys()].map((id) => this.drop(id)));
  }
}

function parkWords(id: string): string {
  return `the park ${quoteName(id)}`;
}
