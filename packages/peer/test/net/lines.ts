// Both ends of real connections on this machine, which write down what they see. Waiting is for a condition, never for a while.

import { connect, type Socket } from 'node:net';
import { expect, vi } from 'vitest';
import { openCalls, type CallLimits, type Calls } from '../../src/net/calls.ts';
import type { Connection } from '../../src/net/connection.ts';
import { openListener, type Listener, type ListenerLimits } from '../../src/net/listener.ts';

const decoder = new TextDecoder();

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function textOf(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

export interface Heard extends AsyncDisposable {
  readonly listener: Listener;
  readonly address: string;
  readonly frames: string[];
  readonly connections: Set<Connection>;
  readonly lost: string[];
}

/** A listener that names each speaker by the first word it says and, after `echo`, says everything back. */
export async function listen(
  limits: Partial<ListenerLimits> = {},
  isKept: (name: string) => boolean = () => false,
): Promise<Heard> {
  const frames: string[] = [];
  const lost: string[] = [];
  const connections = new Set<Connection>();
  const listener: Listener = await openListener(
    { host: '127.0.0.1', port: 0 },
    {
      onFrame(connection, body) {
        const [speaker = '', word] = textOf(body).split(' ');
        frames.push(textOf(body));
        connections.add(connection);
        listener.name(connection, speaker, true);
        if (word === 'echo') connection.send(body);
      },
      onLost: (name) => void lost.push(name),
    },
    isKept,
    limits,
  );
  const address = `127.0.0.1:${listener.port}`;
  return {
    listener,
    address,
    frames,
    connections,
    lost,
    [Symbol.asyncDispose]: async () => await listener[Symbol.asyncDispose](),
  };
}

export interface Called extends Disposable {
  readonly calls: Calls;
  readonly answers: string[];
  readonly undelivered: {
    readonly to: string;
    readonly bodies: readonly string[];
    readonly isRefused: boolean;
  }[];
  readonly lost: string[];
}

export function call(
  limits: Partial<CallLimits> = {},
  isKept: (address: string) => boolean = () => false,
): Called {
  const answers: string[] = [];
  const undelivered: Called['undelivered'] = [];
  const lost: string[] = [];
  const calls = openCalls(
    {
      onFrame: (_connection, body) => void answers.push(textOf(body)),
      onUndelivered: (to, bodies, isRefused) =>
        void undelivered.push({ to, bodies: bodies.map(textOf), isRefused }),
      onLost: (address) => void lost.push(address),
    },
    isKept,
    limits,
  );
  return { calls, answers, undelivered, lost, [Symbol.dispose]: () => calls[Symbol.dispose]() };
}

/** A bare socket to that port, open. */
export async function plug(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.on('error', () => undefined);
  await until(() => socket.readyState === 'open' || socket.destroyed);
  return socket;
}

/** Resolves once the condition holds; fails after four seconds. */
export async function until(holds: () => boolean): Promise<void> {
  await vi.waitFor(() => expect(holds()).toBe(true), { timeout: 4_000, interval: 5 });
}
