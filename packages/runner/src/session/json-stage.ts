// A stage of records: one JSON object a line, for programs. What peers say for people is left out.

import { byeRecord, isoTime, recordsOf, type RingView } from '@ringside/reporter';
import type { ExitCode } from '@ringside/peer/settings';
import type { Ring } from '../ring/index.ts';
import type { Outcome } from './execute.ts';
import type { Stage } from './stage.ts';

export class JsonStage implements Stage {
  readonly #put: (line: string) => void;
  readonly #now: () => number;
  #view: RingView | undefined;

  constructor(put: (line: string) => void, now: () => number) {
    this.#put = put;
    this.#now = now;
  }

  onReady(ring: Ring): void {
    const { ring: name, bits, pingMs } = ring.plan.settings;
    const peers = ring.peers.map(({ id, address, pid, isMonitored }) => ({ id, address, pid, isMonitored }));
    this.#write('hello', { program: 'runner', ring: name, bits, pingMs, peers });
  }

  onProgress(): void {}

  onCommand(): void {}

  onOutcome(line: string, place: number, { isOk, lines, tookMs, code, record }: Outcome): void {
    if (record !== undefined) this.#put(JSON.stringify(record));
    this.#write('do', {
      line,
      place,
      ok: isOk,
      code: code ?? null,
      tookMs: Math.round(tookMs * 10) / 10,
      message: lines.join('\n'),
    });
  }

  say(): void {}

  show(view: RingView): void {
    for (const record of recordsOf(view, this.#view)) this.#put(JSON.stringify(record));
    this.#view = view;
  }

  end(view: RingView, exitCode: ExitCode): void {
    this.show(view);
    this.#put(JSON.stringify(byeRecord(this.#now(), view, exitCode)));
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  #write(type: string, fields: object): void {
    this.#put(JSON.stringify({ v: 1, type, at: isoTime(this.#now()), ...fields }));
  }
}
