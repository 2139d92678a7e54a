// The ring that runs: one method a command. Talks to processes; decides nothing about the ring's protocol.

import { Buffer } from 'node:buffer';
import { availableParallelism } from 'node:os';
import { join as joinPath, resolve as resolvePath } from 'node:path';
import type { LinkRuleLine } from '@ringside/peer/control';
import { listenAddress, type RingPlan } from '../plan/index.ts';
import { serveArguments, startPeerProcess, type OrphanGuard, type PeerCommand } from '../spawn/index.ts';
import { askPeer } from './ask-peer.ts';
import { mapBounded } from './bounded.ts';
import { CommandError } from './command-error.ts';
import { endAll, endingOf, endPolitely, killNow } from './ending.ts';
import { introduce, makeFolder } from './launching.ts';
import { Member, Members, stateWords } from './members.ts';
import { joinWithinMs, leaveWithinMs, linksWithinMs, walkWithinMs } from './patience.ts';
import type { RingFile } from './ring-file.ts';
import { report } from './report.ts';
import type { Done, PeerReport, Ring, RingEnding, RingEvent, RingPeer, RingReport } from './ring.ts';
import { judgeReports } from './survey.ts';
import { untilIdeal } from './until-ideal.ts';

export interface RunningRingParts {
  readonly plan: RingPlan;
  readonly guard: OrphanGuard;
  readonly commandOf: (id: number) => PeerCommand;
  readonly readyWithinMs: number;
  readonly file: RingFile | undefined;
}

export class RunningRing implements Ring {
  readonly plan: RingPlan;
  readonly #parts: RunningRingParts;
  readonly #members = new Members();
  readonly #listeners = new Set<(event: RingEvent) => void>();
  readonly #ending = new AbortController();

  constructor(parts: RunningRingParts) {
    this.plan = parts.plan;
    this.#parts = parts;
  }

  get peers(): readonly RingPeer[] {
    return this.#members.alive.map((member) => member.view());
  }

  get members(): readonly RingPeer[] {
    return this.#members.all.map((member) => member.view());
  }

  listen(listener: (event: RingEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** A process that is ready and belongs to no ring yet. Given up when the ring is ended meanwhile. */
  async launch(id: number, isMonitored: boolean, signal: AbortSignal = this.#ending.signal): Promise<Member> {
    if (signal.aborted) throw new CommandError('ending', 'the ring is being ended');
    const { plan, guard, commandOf, readyWithinMs } = this.#parts;
    const command = commandOf(id);
    const { settings, show, seed } = plan;
    const folder = resolvePath(joinPath(plan.folder, String(id)));
    await makeFolder(folder);
    const listen = listenAddress(plan, id);
    const args = [...command.args, ...serveArguments({ id, listen, settings, folder, show, seed })];
    const started = await startPeerProcess(
      { id, command: { file: command.file, args }, readyWithinMs, guard, signal },
      {
        onEvent: (event) => {
          this.#tell({ kind: 'notice', id, event });
        },
        onText: (text) => {
          this.#tell({ kind: 'text', id, text });
        },
      },
    );
    const member = new Member(started, isMonitored);
    this.#members.add(member);
    void this.#watch(member);
    this.#tell({ kind: 'ready', peer: member.view() });
    return member;
  }

  async start(ids: readonly number[]): Promise<void> {
    // Starting is work for the processor, so many more at once than it has cores only make each of them late.
    const launched = await mapBounded(
      ids,
      2 + 2 * availableParallelism(),
      async (id) => await this.launch(id, true),
    );
    const members = launched.toSorted((a, b) => a.id - b.id);
    await Promise.all(members.map(async (member, place) => await introduce(member, place, members)));
    this.writeDown();
  }

  async join(
    id: number,
    { via, isMonitored = true }: { via?: number; isMonitored?: boolean },
  ): Promise<Done> {
    if (this.#members.find(id)?.isAlive === true)
      throw new CommandError('runs-already', `peer ${id} is in the ring already`);
    const known = via === undefined ? undefined : this.#members.living(via);
    const startedAt = performance.now();
    const member = await this.launch(id, isMonitored);
    const through = known === undefined ? {} : { via: known.process.ready.address };
    try {
      const done = await askPeer(member, { type: 'join', ...through }, joinWithinMs);
      this.writeDown();
      return { ...done, tookMs: performance.now() - startedAt };
    } catch (error) {
      await killNow(member);
      throw error;
    }
  }

  async quit(id: number): Promise<Done> {
    const member = this.#running(id);
    const done = await askPeer(member, { type: 'leave' }, leaveWithinMs);
    member.state = 'left';
    await endPolitely(member);
    this.writeDown();
    return done;
  }

  async kill(id: number): Promise<void> {
    const member = this.#members.living(id);
    await killNow(member);
    this.writeDown();
  }

  pause(id: number): void {
    const member = this.#running(id);
    member.process.pause();
    member.state = 'paused';
  }

  resume(id: number): void {
    const member = this.#members.started(id);
    if (member.state !== 'paused')
      throw new CommandError('not-paused', `peer ${id} is not paused; it ${stateWords[member.state]}`);
    member.process.resume();
    member.state = 'running';
  }

  async restart(id: number, { via }: { via?: number | 'stored' } = {}): Promise<Done> {
    const former = this.#members.started(id);
    const other = this.#members.alive.find((member) => member.id !== id && member.state === 'running')?.id;
    const known = via === 'stored' ? undefined : (via ?? other);
    if (known === undefined && via !== 'stored')
      throw new CommandError('not-running', `nobody else runs whom peer ${id} could join through`);
    if (former.isAlive) await killNow(former);
    const through = known === undefined ? {} : { via: known };
    return await this.join(id, { ...through, isMonitored: former.isMonitored });
  }

  async setLinks(id: number, rules: readonly LinkRuleLine[], seed: number): Promise<void> {
    await askPeer(this.#running(id), { type: 'links', rules, seed }, linksWithinMs);
  }

  async store(
    name: string,
    { via, path, bytes }: { via: number; path?: string; bytes?: Uint8Array },
  ): Promise<Done> {
    const source = {
      ...(path === undefined ? {} : { path: resolvePath(path) }),
      ...(bytes === undefined ? {} : { bytes: Buffer.from(bytes).toString('base64') }),
    };
    return await askPeer(this.#running(via), { type: 'store', name, ...source }, walkWithinMs);
  }

  async request(name: string, { via, path }: { via: number; path?: string }): Promise<Done> {
    const target = path === undefined ? {} : { path: resolvePath(path) };
    return await askPeer(this.#running(via), { type: 'request', name, ...target }, walkWithinMs);
  }

  async lookup(name: string, { via }: { via: number }): Promise<Done> {
    return await askPeer(this.#running(via), { type: 'lookup', name }, walkWithinMs);
  }

  async keys(id: number, after: { after?: string } = {}): Promise<Done> {
    return await askPeer(this.#running(id), { type: 'keys', ...after }, walkWithinMs);
  }

  async report(id: number): Promise<PeerReport> {
    return await report(this.#members.started(id));
  }

  async status(): Promise<RingReport> {
    const peers = await Promise.all(this.#members.all.map(async (member) => await report(member)));
    return { peers, verdict: judgeReports(peers, this.plan.settings) };
  }

  async until(
    _condition: 'ideal',
    { within, signal }: { within: string; signal?: AbortSignal },
  ): Promise<{ tookMs: number; report: RingReport }> {
    const ending = this.#ending.signal;
    return await untilIdeal(this, within, signal === undefined ? ending : AbortSignal.any([ending, signal]));
  }

  writeDown(): void {
    if (!this.#ending.signal.aborted) this.#parts.file?.write(this.peers);
  }

  /** For a start that failed: at once, nobody is asked. */
  async killAll(): Promise<void> {
    this.#ending.abort();
    await Promise.all(this.#members.alive.map(killNow));
    await this.#cleanUp();
  }

  async end(): Promise<readonly RingEnding[]> {
    const members = this.#members.all;
    if (!this.#ending.signal.aborted) {
      this.#ending.abort();
      await endAll(this.#members.alive);
      await this.#cleanUp();
      this.#listeners.clear();
    }
    return await Promise.all(members.map(endingOf));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listeners.clear();
    await this.end();
  }

  async #cleanUp(): Promise<void> {
    await this.#parts.file?.remove();
    await this.#parts.guard[Symbol.asyncDispose]();
  }

  #running(id: number): Member {
    const member = this.#members.living(id);
    if (member.state !== 'paused') return member;
    throw new CommandError('not-running', `peer ${id} ${stateWords.paused}`);
  }

  async #watch(member: Member): Promise<void> {
    await member.process.ended;
    member.onEnd();
    this.#tell({ kind: 'ended', ...(await endingOf(member)) });
    this.writeDown();
  }

  #tell(event: RingEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
