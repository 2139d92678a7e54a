// Asks peers for their status over the network. One kept connection a peer; silence is an answer.

import { dial } from '../net/calls.ts';
import type { Connection } from '../net/connection.ts';
import type { Address } from '../ring/index.ts';
import { presets } from '../settings/index.ts';
import { decode, encode } from '../wire/index.ts';
import type { Observer, StatusAnswer } from './status.ts';

interface Asked {
  readonly since: number;
  readonly answer: (answer: StatusAnswer) => void;
  readonly timer: NodeJS.Timeout;
}

interface Line {
  readonly connection: Connection;
  readonly asked: Map<number, Asked>;
}

/** Opens nothing until a peer is asked. */
export function openObserver({ ring = presets.classic.ring }: { readonly ring?: string } = {}): Observer {
  const lines = new Map<Address, Line>();
  let nextN = 1;

  function settle(line: Line, n: number, answer: StatusAnswer): void {
    const asked = line.asked.get(n);
    if (asked === undefined) return;
    clearTimeout(asked.timer);
    line.asked.delete(n);
    asked.answer(answer);
  }

  function settleAll(line: Line, why: 'refused' | 'timeout' | 'garbage'): void {
    for (const n of line.asked.keys()) settle(line, n, { kind: 'silent', why });
  }

  function open(address: Address): Line {
    const connection = dial(address, {
      onFrame(from, body) {
        const decoded = decode(body);
        const message = decoded.kind === 'envelope' ? decoded.envelope.message : undefined;
        if (message?.kind !== 'status') {
          settleAll(line, 'garbage');
          return from.destroy();
        }
        const rttMs = performance.now() - (line.asked.get(message.n)?.since ?? performance.now());
        settle(line, message.n, { kind: 'status', status: message.status, rttMs });
      },
      onClosed(_from, _unsent, error) {
        if (lines.get(address) === line) lines.delete(address);
        settleAll(
          line,
          error?.code === 'ECONNREFUSED' || error?.code === 'ECONNRESET' ? 'refused' : 'timeout',
        );
      },
    });
    const line: Line = { connection, asked: new Map() };
    lines.set(address, line);
    return line;
  }

  return {
    async status(address, { timeoutMs }) {
      const kept = lines.get(address);
      const line = kept === undefined || kept.connection.endedBy !== undefined ? open(address) : kept;
      const n = nextN++;
      return await new Promise<StatusAnswer>((resolve) => {
        const timer = setTimeout(() => settle(line, n, { kind: 'silent', why: 'timeout' }), timeoutMs);
        line.asked.set(n, { since: performance.now(), answer: resolve, timer });
        line.connection.send(encode({ ring, from: undefined, message: { kind: 'ask-status', n } }));
      });
    },
    async [Symbol.asyncDispose]() {
      for (const line of lines.values()) line.connection.destroy();
      await Promise.resolve();
    },
  };
}
