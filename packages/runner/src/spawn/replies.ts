// Commands that wait for their answers, by number. Every question gets exactly one answer: the peer's, or the reason why there is none.

import type { DoneReply, FailedReply, StatusReply } from '@ringside/peer/control';

export type Reply =
  | { readonly kind: 'status'; readonly line: StatusReply }
  | { readonly kind: 'done'; readonly line: DoneReply }
  | { readonly kind: 'failed'; readonly line: FailedReply };

interface Waiting {
  readonly resolve: (reply: Reply) => void;
  readonly timer: NodeJS.Timeout;
}

export class Replies {
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #closed: string | undefined;

  /** Sends under a fresh number; resolves with its answer, never rejects. */
  async ask(send: (n: number) => void, timeoutMs: number): Promise<Reply> {
    this.#last += 1;
    const n = this.#last;
    if (this.#closed !== undefined) return failed(n, 'gone', this.#closed);
    const { promise, resolve } = Promise.withResolvers<Reply>();
    const timer = setTimeout(() => {
      this.settle(failed(n, 'timeout', `no answer within ${timeoutMs / 1_000} s`));
    }, timeoutMs);
    this.#waiting.set(n, { resolve, timer });
    send(n);
    return await promise;
  }

  /** An answer nobody waits for (any more) is dropped. */
  settle(reply: Reply): void {
    const waiting = this.#waiting.get(reply.line.re);
    if (waiting === undefined) return;
    this.#waiting.delete(reply.line.re);
    clearTimeout(waiting.timer);
    waiting.resolve(reply);
  }

  /** The peer is gone: who still waits hears why, and so does who asks later. */
  close(why: string): void {
    this.#closed = why;
    for (const n of this.#waiting.keys()) this.settle(failed(n, 'gone', why));
  }
}

function failed(n: number, code: string, message: string): Reply {
  return { kind: 'failed', line: { rs: 1, re: n, ok: false, code, definite: false, message } };
}
