// Plays a plan on an arena, from the first start to the last good-bye, and says what came of it. Time, chance and processes are the arena's and
// the plan's; so it plays alike on real processes and in the simulator.

import type { Sha256 } from '@ringside/peer/keys';
import type { Plan, PlannedPhase } from '../plan/plan.ts';
import { Always } from './always.ts';
import { ArenaError, type Arena } from './arena.ts';
import { Clients } from './clients.ts';
import { Faults } from './faults.ts';
import { healAll, playFinals, playLastFinals } from './finals.ts';
import { Journal } from './journal.ts';
import { runLoad } from './load.ts';
import { Measures } from './measures.ts';
import { playSteps, StepFailed, type StepPlayer } from './play-step.ts';
import type { CheckResult, PlayEvent, PlayResult, StepResult } from './result.ts';
import { Room } from './room.ts';
import { Samples } from './samples.ts';
import { askable, type Stage } from './stage.ts';
import { Standing } from './standing.ts';
import type { Sweep } from './sweep.ts';
import { wantsOf } from './wants.ts';
import { Watch } from './watch.ts';

export interface PlayOptions {
  readonly sha256: Sha256;
  readonly tell: (event: PlayEvent) => void;
  /** Every sweep, for a screen. */
  readonly onSweep?: (sweep: Sweep) => void;
  readonly signal: AbortSignal;
}

const urgentMsMin = 100;
const urgentMsMax = 250;
const calmMs = 500;

/** Never rejects for what the ring or the arena did. Nothing of the arena runs when it resolves. */
export async function play(plan: Plan, arena: Arena, options: PlayOptions): Promise<PlayResult> {
  return await new Play(plan, arena, options).run();
}

class Play {
  readonly #stage: Stage;
  readonly #steps: StepResult[] = [];
  readonly #player: StepPlayer;
  readonly #always: Always;
  readonly #onSweep: ((sweep: Sweep) => void) | undefined;
  #state: string | undefined;
  #wasParted = false;

  constructor(plan: Plan, arena: Arena, { sha256, tell, signal, onSweep }: PlayOptions) {
    const journal = new Journal(() => arena.now(), wantsOf(plan).isLogWanted);
    const samples = new Samples();
    const measures = new Measures(samples);
    const standing = new Standing();
    const faults = new Faults(arena);
    const urgentMs = Math.min(urgentMsMax, Math.max(urgentMsMin, plan.ring.pingMs / 4));
    const watch = new Watch(arena, { urgentMs, calmMs }, (sweep) => this.#sweep(sweep));
    watch.isUrgent = () => measures.open > 0;
    journal.onNotice = (id, notice, atMs) => {
      measures.onNotice(notice, atMs);
      tell({ kind: 'peer', atMs, peer: id, event: notice.event, about: notice });
    };
    arena.listen((event) => journal.onEvent(event));
    const clients = new Clients({ arena, samples, standing, faults, ring: plan.ring, sha256 });
    this.#stage = {
      plan,
      sha256,
      arena,
      journal,
      watch,
      samples,
      measures,
      standing,
      faults,
      room: new Room(arena, plan.peersMax),
      clients,
      bound: new Map(),
      tell,
      signal,
      phase: { name: plan.phases[0]?.name ?? '', beganMs: 0 },
    };
    this.#player = { stage: this.#stage, results: this.#steps };
    this.#always = new Always(this.#stage);
    this.#onSweep = onSweep;
  }

  async run(): Promise<PlayResult> {
    const { watch, arena, measures, signal } = this.#stage;
    let failure: string | null = null;
    let finals: readonly CheckResult[] = [];
    watch.start();
    this.#always.start();
    try {
      const isThrough = await this.#playPhases();
      if (isThrough && !signal.aborted) {
        await healAll(this.#stage);
        finals = await playFinals(this.#stage, signal);
        if (!signal.aborted) measures.close();
      }
    } catch (error) {
      if (!(error instanceof ArenaError)) throw error;
      failure = error.message;
    } finally {
      const always = this.#always.end();
      await watch.end();
      await always;
    }
    const endings = await arena.end();
    const last =
      finals.length > 0 || this.#stage.plan.finally.length > 0 ? await this.#lastFinals(failure) : [];
    return this.#result([...finals, ...last], endings, failure);
  }

  async #lastFinals(failure: string | null): Promise<readonly CheckResult[]> {
    const isOver =
      failure === null && !this.#stage.signal.aborted && this.#steps.every((step) => step.failure === null);
    return isOver ? await playLastFinals(this.#stage) : [];
  }

  /** False when a step failed: what comes after it makes no sense. */
  async #playPhases(): Promise<boolean> {
    const { plan, signal } = this.#stage;
    for (const phase of plan.phases) {
      if (signal.aborted) return false;
      // oxlint-disable-next-line no-await-in-loop
      const isHeld = await this.#playPhase(phase);
      this.#always.arm();
      if (!isHeld) return false;
    }
    return true;
  }

  async #playPhase(phase: PlannedPhase): Promise<boolean> {
    const stage = this.#stage;
    const { arena, tell, signal, plan } = stage;
    const beganMs = arena.now();
    stage.phase = { name: phase.name, beganMs };
    tell({ kind: 'phase', atMs: beganMs, name: phase.name, steps: phase.steps.length });
    const over = new AbortController();
    const loads = phase.during.flatMap(({ load: name, seed }) => {
      const load = plan.loads.find((each) => each.name === name);
      const place = {
        arena,
        clients: stage.clients,
        ring: plan.ring,
        phase: phase.name,
        askable: () => askable(stage),
      };
      return load === undefined ? [] : [runLoad(place, load, seed, AbortSignal.any([signal, over.signal]))];
    });
    let isHeld = true;
    try {
      await playSteps(this.#player, phase.steps, signal);
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error;
      isHeld = false;
    } finally {
      over.abort('over');
      await Promise.all(loads);
    }
    tell({ kind: 'phase-over', atMs: arena.now(), name: phase.name, tookMs: arena.now() - beganMs, isHeld });
    return isHeld;
  }

  #sweep(sweep: Sweep): void {
    const { measures, tell, faults } = this.#stage;
    measures.onSweep(sweep);
    const { state, line, rings, isolated, members } = sweep.verdict;
    this.#wasParted ||= faults.open > 0 || rings.length > 1 || (isolated.length > 0 && members.length > 1);
    if (state !== this.#state) tell({ kind: 'state', atMs: sweep.endedAt, state, line });
    this.#state = state;
    this.#onSweep?.(sweep);
  }

  #result(
    finals: readonly CheckResult[],
    endings: PlayResult['endings'],
    arenaFailure: string | null,
  ): PlayResult {
    const { arena, samples, clients, signal, plan } = this.#stage;
    const judged = new Set(finals.map(({ name }) => name));
    const missing = plan.finally
      .filter(({ name }) => !judged.has(name))
      .map(({ name }): CheckResult => ({
        name,
        outcome: 'not-judged',
        says: 'the run did not come so far',
        atMs: null,
      }));
    return {
      arena: arena.kind,
      tookMs: arena.now(),
      steps: this.#steps,
      always: this.#always.results(),
      finally: [...finals, ...missing],
      samples: samples.all,
      loads: Object.fromEntries(clients.loads()),
      operations: clients.operations,
      wasParted: this.#wasParted,
      endings,
      arenaFailure,
      isInterrupted: signal.aborted,
    };
  }
}
