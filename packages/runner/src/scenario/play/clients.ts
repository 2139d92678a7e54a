// What clients ask of the ring, and what they hear: counted, measured, and written down as a history that can be judged.

import type { Operation } from '@ringside/peer/history';
import type { Sha256 } from '@ringside/peer/keys';
import type { LoadCounter, LoadVerb, RingRules } from '../language/index.ts';
import type { Chance } from '@ringside/peer/sim';
import { keyOf } from '../roster.ts';
import type { Arena, Done, Outcome, Walked } from './arena.ts';
import type { Faults } from './faults.ts';
import type { Samples } from './samples.ts';
import type { Standing } from './standing.ts';
import { within } from './within.ts';

/** On whose behalf something is asked, and through whom. */
export interface Errand {
  readonly client: string;
  readonly load: string | null;
  readonly phase: string;
  readonly via: number;
  /** After this it counts as unknown. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** `lost`: the peer that was asked went down meanwhile, so that nothing can be said; it may have happened. */
export type Ended = 'ok' | 'failed' | 'unknown' | 'lost';

export interface Report {
  readonly ended: Ended;
  /** Why it did not go well. */
  readonly says: string;
  readonly code: string;
  readonly owner: number | undefined;
  readonly bytes: Uint8Array | undefined;
}

export type Counts = Readonly<Record<LoadCounter, number>>;

interface ClientParts {
  readonly arena: Arena;
  readonly samples: Samples;
  readonly standing: Standing;
  readonly faults: Faults;
  readonly ring: RingRules;
  readonly sha256: Sha256;
}

export class Clients {
  readonly operations: Operation[] = [];
  readonly #parts: ClientParts;
  readonly #counts = new Map<string, Record<LoadCounter, number>>();
  readonly #acknowledged = new Set<string>();
  /** What may be read under a name. */
  readonly #contents = new Map<string, Set<string>>();

  constructor(parts: ClientParts) {
    this.#parts = parts;
  }

  /** Names of stores that were acknowledged, in that order. */
  get acknowledged(): readonly string[] {
    return [...this.#acknowledged];
  }

  /** Of one load, or of all. */
  counts(load: string | null): Counts {
    const counted = load === null ? [...this.#counts.values()] : [this.#counts.get(load) ?? none()];
    const sum = (counter: LoadCounter): number => counted.reduce((total, each) => total + each[counter], 0);
    return { attempted: sum('attempted'), ok: sum('ok'), failed: sum('failed'), unknown: sum('unknown') };
  }

  loads(): ReadonlyMap<string, Counts> {
    return this.#counts;
  }

  /** What tells this content from every other. */
  contentOf(bytes: Uint8Array): string {
    return Array.from(this.#parts.sha256(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  async store(name: string, bytes: Uint8Array, errand: Errand): Promise<Report> {
    const { arena } = this.#parts;
    const content = this.contentOf(bytes);
    this.#mayBe(name, content);
    const startMs = arena.now();
    const { report, outcome } = await this.#ask('store', errand, () => arena.store(name, bytes, errand.via));
    const isRefused = outcome?.ok === false && outcome.isDefinite;
    if (report.ended === 'ok') this.#acknowledged.add(name);
    this.operations.push({
      kind: 'store',
      client: errand.client,
      name,
      startMs,
      endMs: report.ended === 'ok' || isRefused ? arena.now() : Infinity,
      content,
      outcome: report.ended === 'ok' ? 'stored' : isRefused ? 'not-stored' : 'unknown',
    });
    return report;
  }

  async request(name: string, errand: Errand): Promise<Report> {
    const { arena } = this.#parts;
    const startMs = arena.now();
    let read = '';
    const asked = await this.#ask(
      'request',
      errand,
      () => arena.request(name, errand.via),
      (done) => {
        read = this.contentOf(done.bytes);
        return this.#wrongContent(name, done.bytes, read);
      },
    );
    const { report, outcome } = asked;
    const about = { kind: 'request', client: errand.client, name, startMs, endMs: arena.now() } as const;
    if (outcome?.ok === true) {
      const mayBeOld = outcome.isSure ? {} : { mayBeOld: true };
      this.operations.push({ ...about, outcome: 'found', content: read, ...mayBeOld });
    }
    if (outcome?.ok === false)
      this.operations.push({ ...about, outcome: outcome.code === 'not-found' ? 'not-found' : 'unavailable' });
    return { ...report, bytes: outcome?.ok === true ? outcome.bytes : undefined };
  }

  async lookup(name: string, errand: Errand): Promise<Report> {
    const { arena, standing, ring, sha256, faults } = this.#parts;
    const startMs = arena.now();
    const named = keyOf(name, ring, sha256);
    const key = named.kind === 'key' ? named.key : 0;
    const isReachable = (id: number): boolean => faults.isConnected(errand.via, id);
    const asked = await this.#ask(
      'lookup',
      errand,
      () => arena.lookup(name, errand.via),
      ({ owner }) =>
        standing.mayOwn(ring, key, owner, startMs, isReachable)
          ? undefined
          : `${owner} was named as owner of "${name}" (key ${key}), which it was not`,
    );
    return asked.report;
  }

  /** Has this content under this name been stored, or may it have been? */
  #wrongContent(name: string, bytes: Uint8Array, content: string): string | undefined {
    if (this.#contents.get(name)?.has(content) === true) return undefined;
    return `"${name}" brought ${bytes.length} bytes that nobody stored under it`;
  }

  #mayBe(name: string, content: string): void {
    this.#contents.set(name, (this.#contents.get(name) ?? new Set()).add(content));
  }

  /** `fault`: what is wrong with an answer. */
  async #ask<Result extends Walked>(
    verb: LoadVerb,
    errand: Errand,
    ask: () => Promise<Outcome<Result>>,
    fault: (done: Done<Result>) => string | undefined = () => undefined,
  ): Promise<{ readonly report: Report; readonly outcome: Outcome<Result> | undefined }> {
    const { arena, samples } = this.#parts;
    const { load, phase, via, timeoutMs, signal } = errand;
    this.#count(load, 'attempted');
    const startMs = arena.now();
    const asked = await within(arena, timeoutMs, signal, ask);
    const outcome = asked.kind === 'done' ? asked.result : undefined;
    const report = this.#report(errand, outcome, outcome?.ok === true ? fault(outcome) : undefined);
    if (report.ended === 'lost') {
      this.#count(load, 'unknown');
      return { report, outcome };
    }
    this.#count(load, report.ended);
    samples.add(`${verb}-ok`, report.ended === 'ok' ? 1 : 0, phase, load);
    if (report.ended === 'ok' && outcome?.ok === true) {
      samples.add(verb, arena.now() - startMs, phase, load);
      samples.add('hops', Math.max(0, outcome.route.filter((id) => id !== via).length), phase, load);
    }
    return { report, outcome };
  }

  #report(
    { via, timeoutMs }: Errand,
    outcome: Outcome<Walked> | undefined,
    fault: string | undefined,
  ): Report {
    const about = { owner: outcome?.ok === true ? outcome.owner : undefined, bytes: undefined };
    if (outcome?.ok === true) {
      const ended = fault === undefined ? 'ok' : 'failed';
      return { ...about, ended, says: fault ?? '', code: fault === undefined ? 'ok' : 'wrong' };
    }
    const isDown = !this.#parts.standing.has(via);
    const code = outcome?.code ?? 'timeout';
    const says = outcome?.message ?? `peer ${via} said nothing for ${timeoutMs / 1_000} s`;
    if (isDown) return { ...about, ended: 'lost', says, code };
    const isUnknown = outcome === undefined || (!outcome.isDefinite && code === 'timeout');
    return { ...about, ended: isUnknown ? 'unknown' : 'failed', says, code };
  }

  #count(load: string | null, counter: LoadCounter): void {
    if (load === null) return;
    const counts = this.#counts.get(load) ?? none();
    counts[counter] += 1;
    this.#counts.set(load, counts);
  }
}

function none(): Record<LoadCounter, number> {
  return { attempted: 0, ok: 0, failed: 0, unknown: 0 };
}

/** So many bytes, the same for the same seed. */
export function drawBytes(chance: Chance, count: number): Uint8Array {
  const bytes = new Uint8Array(count);
  for (let at = 0; at < count; at += 4) {
    const word = chance.below(2 ** 32);
    for (let place = 0; place < 4 && at + place < count; place += 1) bytes[at + place] = word >>> (8 * place);
  }
  return bytes;
}
