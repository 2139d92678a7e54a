// One peer as a process: started through execa, spoken to by the control protocol, ended by signals. Knows nothing of rings.

import { fileURLToPath } from 'node:url';
import process from 'node:process';
import { execa } from 'execa';
import {
  formatLine,
  parsePeerLine,
  type Command,
  type EventLine,
  type PeerLine,
  type ReadyLine,
} from '@ringside/peer/control';
import { EXIT } from '@ringside/peer/settings';
import { LineSplitter } from './line-splitter.ts';
import type { OrphanGuard } from './orphan-guard.ts';
import type { PeerCommand } from './peer-command.ts';
import { Replies, type Reply } from './replies.ts';
import { StartError } from './start-error.ts';

/** How a process ended. `text` says it in words. */
export interface PeerEnd {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  readonly text: string;
}

export interface PeerListener {
  onEvent(event: EventLine): void;
  /** A line that is no control line, or one that cannot be read. */
  onText(text: string): void;
}

export interface PeerProcess {
  readonly id: number;
  readonly pid: number;
  readonly ready: ReadyLine;
  /** Never rejects. */
  readonly ended: Promise<PeerEnd>;
  /** Never rejects: silence and death are failed replies, with codes `timeout` and `gone`. */
  ask(command: Command, timeoutMs: number): Promise<Reply>;
  /** The end of stdin: what a peer hears when its runner is gone. */
  hangUp(): void;
  kill(): void;
  pause(): void;
  resume(): void;
}

export interface StartOptions {
  readonly id: number;
  readonly command: PeerCommand;
  readonly readyWithinMs: number;
  readonly guard: OrphanGuard;
  /** Aborted when another peer has already failed. */
  readonly signal: AbortSignal;
}

const tailLines = 5;
/** Where peers keep their compiled code, unless NODE_COMPILE_CACHE says so. */
export const compileCache: string = fileURLToPath(
  new URL('../../node_modules/.cache/ringside', import.meta.url),
);

/** Resolves at the peer's `ready` line. Rejects with a StartError that quotes its last lines, the process gone. */
export async function startPeerProcess(options: StartOptions, listener: PeerListener): Promise<PeerProcess> {
  const { id, guard } = options;
  const { file, args } = guard.wrap(options.command);
  const child = execa(file, args, {
    stdin: 'pipe',
    buffer: false,
    reject: false,
    // Its own group: Ctrl-C in the terminal is for the runner, which then ends its peers in order.
    detached: true,
    extendEnv: false,
    env: peerEnvironment(),
  });
  const replies = new Replies();
  const tail: string[] = [];
  const firstLine = Promise.withResolvers<ReadyLine>();

  const onText = (text: string): void => {
    tail.push(text);
    if (tail.length > tailLines) tail.shift();
    listener.onText(text);
  };
  readLines(child.stdout, (text) => {
    obey(parsePeerLine(text));
  });
  readLines(child.stderr, onText);
  child.stdin.on('error', () => {
    // The peer is gone; `ended` says how.
  });

  const ended = watchEnd(child, (end) => {
    replies.close(`peer ${id} ${end.text}`);
    if (child.pid !== undefined) guard.forget(child.pid);
  });
  if (child.pid !== undefined) guard.watch(child.pid);

  try {
    const ready = await firstOf(firstLine.promise, ended, options, tail);
    return {
      id,
      pid: child.pid ?? ready.pid,
      ready,
      ended,
      ask: async (command, timeoutMs) =>
        await replies.ask((n) => child.stdin.write(formatLine({ ...command, n })), timeoutMs),
      hangUp: () => void child.stdin.end(),
      kill: () => void child.kill('SIGKILL'),
      pause: () => void child.kill('SIGSTOP'),
      resume: () => void child.kill('SIGCONT'),
    };
  } catch (error) {
    child.kill('SIGKILL');
    await ended;
    throw error;
  }

  function obey(said: PeerLine): void {
    switch (said.kind) {
      case 'ready':
        firstLine.resolve(said.line);
        break;
      case 'event':
        listener.onEvent(said.line);
        break;
      case 'log':
        onText(said.text);
        break;
      case 'broken':
        onText(`control line not understood (${said.why}): ${said.quote}`);
        break;
      case 'status':
      case 'done':
      case 'failed':
        replies.settle(said);
        break;
    }
  }
}

/** Types are stripped once and the code kept: about 70 ms a start in place of 260. The runner's own settings are not the peer's. */
function peerEnvironment(): Record<string, string> {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('RINGSIDE_'),
  );
  return { NODE_COMPILE_CACHE: compileCache, ...Object.fromEntries(own) };
}

function readLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  const splitter = new LineSplitter(onLine);
  stream.on('data', (bytes: Uint8Array) => {
    splitter.push(bytes);
  });
  stream.on('end', () => {
    splitter.end();
  });
}

interface Ending {
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly originalMessage?: string | undefined;
}

async function watchEnd(child: Promise<Ending>, onEnd: (end: PeerEnd) => void): Promise<PeerEnd> {
  const result = await child;
  const { exitCode, signal } = result;
  const end: PeerEnd = { exitCode, signal, text: endText(result) };
  onEnd(end);
  return end;
}

function endText({ exitCode, signal, originalMessage }: Ending): string {
  if (signal !== undefined) return `was ended by ${signal}`;
  if (exitCode !== undefined) return `ended with exit code ${exitCode}`;
  return `could not be started (${originalMessage ?? 'no reason given'})`;
}

async function firstOf(
  ready: Promise<ReadyLine>,
  ended: Promise<PeerEnd>,
  { id, readyWithinMs, signal }: StartOptions,
  tail: readonly string[],
): Promise<ReadyLine> {
  const stop = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    stop.reject(
      new StartError(EXIT.arenaFailed, id, `said no ready line within ${readyWithinMs / 1_000} s`, tail),
    );
  }, readyWithinMs);
  const onAbort = (): void => {
    stop.reject(new StartError(EXIT.arenaFailed, id, 'was given up', []));
  };
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort);
  const early = async (): Promise<never> => {
    const end = await ended;
    // Only a taken port is worth a code of its own: the mend is another port.
    const exitCode = end.exitCode === EXIT.unavailable ? EXIT.unavailable : EXIT.arenaFailed;
    throw new StartError(exitCode, id, `${end.text} before it was ready`, tail);
  };
  try {
    return await Promise.race([ready, early(), stop.promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}
