// Where the words of a run go: plain lines, the live table with the words below it, or records. Chosen once, by where they go and what was asked.

import type { ColorLevel } from '@ringside/reporter';
import type { Ring } from '../ring/index.ts';
import type { PlayEvent } from '../scenario/index.ts';
import { LiveStage } from '../session/live-stage.ts';
import type { Surroundings } from '../session/surroundings.ts';
import { watch } from '../session/watch.ts';
import type { Job } from './job.ts';
import { msWords, troubleLines, verdictLine } from '../verdict/index.ts';
import type { Played } from './played.ts';
import { Teller, type Detail } from './teller.ts';

export interface RunStageOptions {
  readonly isJson: boolean;
  readonly detail: Detail;
  readonly colors: ColorLevel;
  /** There is a ring to be shown. */
  readonly isTableWanted: boolean;
}

export interface RunStage extends AsyncDisposable {
  begin(job: Job, where: string): void;
  tell(event: PlayEvent): void;
  /** A line between runs: of seeds, not of one run. */
  say(line: string): void;
  /** The table stays where it is; then what did not hold, the verdict, and how to repeat the run. */
  end(played: Played): Promise<void>;
  /** How far it is: one line that is written over, on a terminal only. */
  progress(line: string): void;
  /** Shows the ring as long as it is not disposed, if this stage has room for it. */
  watch(ring: Ring): AsyncDisposable | undefined;
}

const progressMs = 200;

export function openRunStage(
  { isJson, detail, colors, isTableWanted }: RunStageOptions,
  { stdout }: Surroundings,
): RunStage {
  const put = (line: string): void => void stdout.write(`${line}\n`);
  if (isJson) return jsonStage(put);
  const isLive = stdout.isTTY && detail !== 'quiet' && isTableWanted;
  const live = isLive ? new LiveStage(stdout, colors, false) : undefined;
  let isClosed = false;
  const out = (line: string): void => {
    if (live === undefined || isClosed) put(line);
    else live.say(line);
  };
  const teller = new Teller(out, detail);
  const close = async (): Promise<void> => {
    if (isClosed) return;
    isClosed = true;
    await live?.[Symbol.asyncDispose]();
  };
  return {
    begin: (job, where) => {
      if (detail !== 'quiet') out(headLine(job, where));
    },
    tell: (event) => {
      teller.tell(event);
      if (live !== undefined && !isClosed) showProgress(live, event);
    },
    say: out,
    end: async (played) => {
      await close();
      for (const line of lastLines(played)) put(line);
    },
    progress: stdout.isTTY ? progressLine(stdout) : () => {},
    watch: (ring) => (live === undefined ? undefined : watch(ring, (view) => live.show(view))),
    [Symbol.asyncDispose]: close,
  };
}

function progressLine(stdout: Surroundings['stdout']): (line: string) => void {
  let saidAt = 0;
  return (line) => {
    if (performance.now() - saidAt < progressMs) return;
    saidAt = performance.now();
    stdout.write(`${line}\r`);
  };
}

/** Which step of which phase is being played, and for how long by now. */
function showProgress(live: LiveStage, event: PlayEvent): void {
  if (event.kind === 'step') {
    const startedAt = performance.now();
    live.status(() => `... ${msWords(performance.now() - startedAt)}  ${event.id}  ${event.words}`);
  } else if (event.kind === 'phase-over') live.status(undefined);
}

function lastLines({ job, verdict, result, folder }: Played): readonly string[] {
  return [
    ...troubleLines(verdict),
    verdictLine(job.name, verdict, result.tookMs),
    ...(folder === undefined ? [] : [`results: ${folder}`]),
    `again:   ${job.again}`,
  ];
}

/** `classic seed=1: 17 steps in 7 phases on real processes, plan dcf87d3367d0`. */
export function headLine({ name, plan }: Job, where: string): string {
  const steps = plan.phases.reduce((sum, phase) => sum + phase.steps.length, 0);
  return `${name}: ${counted(steps, 'step')} in ${counted(plan.phases.length, 'phase')} on ${where}, plan ${plan.hash.slice(0, 12)}`;
}

function jsonStage(put: (line: string) => void): RunStage {
  const record = (fields: object): void => put(JSON.stringify({ v: 1, ...fields }));
  return {
    begin: ({ name, source, plan }, where) =>
      record({ type: 'run', name, source, where, seed: plan.seed, planHash: plan.hash }),
    tell: ({ kind, ...rest }) => record({ type: kind, ...rest }),
    say: (line) => record({ type: 'line', line }),
    end: async ({ job, verdict, result, folder }) => {
      const { kind, exitCode, cause } = verdict;
      const tookMs = Math.round(result.tookMs);
      record({
        type: 'verdict',
        name: job.name,
        verdict: kind,
        exitCode,
        cause,
        tookMs,
        folder: folder ?? null,
        again: job.again,
      });
    },
    progress: () => {},
    watch: () => undefined,
    [Symbol.asyncDispose]: async () => {},
  };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
