// Peers as processes: the program as a person or a runner starts it, its lines, its end. Killed with the test, by pid.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, vi } from 'vitest';

const program = join(import.meta.dirname, '../../src/main.ts');

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface RunningPeer {
  readonly pid: number;
  /** Its folder for everything. */
  readonly folder: string;
  /** Whole lines of stdout, so far. */
  readonly lines: readonly string[];
  /** Whole lines of stderr, so far. */
  readonly errors: readonly string[];
  readonly exited: Promise<Exit>;
  type(line: string): void;
  endInput(): void;
  signal(name: NodeJS.Signals): void;
  /** Waits until it has printed this line; resolves with how many lines there are then. */
  untilLine(line: string | RegExp, withinMs?: number): Promise<void>;
}

/** A port that no rule of ours uses and that ends before those the system hands out; peer N of the test listens N above. */
export function freeBasePort(): number {
  return 13_000 + Math.floor(Math.random() * 19_000);
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-defects-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts `peer` with these arguments, in a folder of its own. */
export function runPeer(args: readonly string[], folder: string = temporaryFolder()): RunningPeer {
  const child = spawn(process.execPath, [program, ...args], { cwd: folder, stdio: 'pipe' });
  const { pid } = child;
  if (pid === undefined) throw new Error('the system starts no process');
  const exited = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  const lines: string[] = [];
  const errors: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
  child.stdin.on('error', () => undefined);
  return {
    pid,
    folder,
    lines,
    errors,
    exited,
    type: (line) => void child.stdin.write(`${line}\n`),
    endInput: () => void child.stdin.end(),
    signal: (name) => void child.kill(name),
    async untilLine(line, withinMs = 10_000) {
      const wanted = typeof line === 'string' ? line : expect.stringMatching(line);
      await vi.waitFor(() => expect(lines).toContainEqual(wanted), { timeout: withinMs, interval: 5 });
    },
  };
}

type Reply = Readonly<Record<string, unknown>>;

function isReply(said: unknown): said is Reply {
  return typeof said === 'object' && said !== null;
}

/** A peer under control, as the runner has it. */
export class ControlledPeer {
  readonly running: RunningPeer;
  #n = 0;

  private constructor(running: RunningPeer) {
    this.running = running;
  }

  /** Resolves when it is ready. */
  static async start(id: number, basePort: number, args: readonly string[] = []): Promise<ControlledPeer> {
    const running = runPeer(['serve', `${id}`, '--control', '--base-port', `${basePort}`, ...args]);
    await running.untilLine(/"type":"ready"/);
    return new ControlledPeer(running);
  }

  /** Sends one command and resolves with its reply. */
  async ask(type: string, fields: Reply = {}, withinMs = 10_000): Promise<Reply> {
    this.#n += 1;
    const n = this.#n;
    this.running.type(JSON.stringify({ rs: 1, type, n, ...fields }));
    return await vi.waitUntil(() => this.said().find(({ re }) => re === n), {
      timeout: withinMs,
      interval: 5,
    });
  }

  said(): Reply[] {
    return this.running.lines.map((line) => {
      const said: unknown = JSON.parse(line);
      if (!isReply(said)) throw new Error(`a peer under control says one object a line, not ${line}`);
      return said;
    });
  }

  /** Every event it told, oldest first. */
  events(): Reply[] {
    return this.said().filter(({ type }) => type === 'event');
  }
}
