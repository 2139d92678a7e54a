// The recorder: what clients begin and end becomes records. It knows no clock; whoever records says when.

import type {
  Client,
  Operation,
  RequestOperation,
  RequestOutcome,
  StoreOperation,
  StoreOutcome,
  VersionStamp,
} from '../operation.ts';

interface Begun {
  readonly client: Client;
  readonly name: string;
  readonly startMs: number;
}

export interface BegunStore extends Begun {
  readonly kind: 'store';
  readonly content: string;
  readonly request?: string;
}

export interface BegunRequest extends Begun {
  readonly kind: 'request';
}

export interface StoreEnding {
  readonly kind: 'store';
  readonly endMs: number;
  readonly outcome: StoreOutcome;
  readonly stamp?: VersionStamp;
}

export type RequestEnding =
  | {
      readonly kind: 'request';
      readonly endMs: number;
      readonly outcome: 'found';
      readonly content: string;
      readonly mayBeOld?: boolean;
    }
  | {
      readonly kind: 'request';
      readonly endMs: number;
      readonly outcome: Exclude<RequestOutcome, 'found'>;
    };

/** What has begun is unknown until it ends. */
export class HistoryLog {
  readonly #operations: Operation[] = [];
  readonly #open = new Set<number>();

  /** The number by which to end it. */
  begin(begun: BegunStore | BegunRequest): number {
    const turn = this.#operations.length;
    this.#operations.push({ ...begun, endMs: Infinity, outcome: 'unknown' });
    this.#open.add(turn);
    return turn;
  }

  /** The first ending counts. False, and nothing changes, when that number is not open or is of the other kind. */
  end(turn: number, ending: StoreEnding | RequestEnding): boolean {
    const begun = this.#operations[turn];
    if (begun === undefined || !this.#open.has(turn)) return false;
    const ended = endedBy(begun, ending);
    if (ended === undefined) return false;
    this.#operations[turn] = ended;
    this.#open.delete(turn);
    return true;
  }

  /** In the order of their beginnings, the open ones too. A copy that stays as it is. */
  records(): readonly Operation[] {
    return [...this.#operations];
  }
}

function endedBy(begun: Operation, ending: StoreEnding | RequestEnding): Operation | undefined {
  if (begun.kind === 'store') return ending.kind === 'store' ? storeEnded(begun, ending) : undefined;
  return ending.kind === 'request' ? requestEnded(begun, ending) : undefined;
}

function storeEnded(begun: StoreOperation, ending: StoreEnding): StoreOperation {
  return { ...begun, ...ending };
}

function requestEnded({ client, name, startMs }: RequestOperation, ending: RequestEnding): RequestOperation {
  return { client, name, startMs, ...ending };
}
