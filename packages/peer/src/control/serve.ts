// The peer's end of the control protocol: commands in on stdin, replies and events out on stdout. The end of stdin means that the runner is gone.

import { createInterface } from 'node:readline';
import process from 'node:process';
import { PeerError, type Peer } from '../host/index.ts';
import type { Notice } from '../ring/index.ts';
import { formatLine, parseCommandLine, type Sayable } from './codec.ts';
import type { CommandLine, DoneReply, FailedReply, LinkRuleLine, StatusReply } from './protocol.ts';

export const implementation = 'ringside/0.1.0';
export const abilities: readonly string[] = [
  'init',
  'create',
  'join',
  'leave',
  'store',
  'request',
  'lookup',
  'keys',
  'links',
];

export function sayLine(line: Sayable): void {
  process.stdout.write(formatLine(line));
}

export function sayEvent(notice: Notice): void {
  sayLine({ type: 'event', at: new Date().toISOString(), ...notice });
}

/** Obeys until stdin ends or the peer's life is over. Resolves when the peer is closed. */
export async function serveControl(peer: Peer): Promise<void> {
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  let isOver = false;
  lines.on('line', (text) => {
    if (!isOver && text.trim() !== '') void obey(peer, text);
  });
  // A runner that is gone reads no longer, either.
  process.stdout.on('error', () => undefined);
  const runnerGone = new Promise<void>((resolve) => {
    lines.once('close', () => resolve());
  });
  await Promise.race([runnerGone, peer.ended]);
  isOver = true;
  await peer.leave(true);
  lines.close();
  process.stdin.destroy();
}

async function obey(peer: Peer, text: string): Promise<void> {
  const parsed = parseCommandLine(text);
  switch (parsed.kind) {
    case 'broken': {
      const message = `cannot read ${parsed.quote}: ${parsed.why}`;
      if (parsed.n !== null) sayLine({ re: parsed.n, ok: false, code: 'broken', definite: true, message });
      return void process.stdout.write(`${message}\n`);
    }
    case 'unsupported': {
      const message = `this peer cannot do "${parsed.type}"; it can do ${abilities.join(', ')}`;
      return sayLine({ re: parsed.n, ok: false, code: 'unsupported', definite: true, message });
    }
    case 'command':
      return sayLine(await reply(peer, parsed.line));
  }
}

async function reply(peer: Peer, line: CommandLine): Promise<Sayable> {
  const re = line.n;
  try {
    if (line.type === 'status') return { re, ...statusOf(peer) };
    return { re, ok: true, ...(await perform(peer, line)) };
  } catch (error) {
    return failure(re, error);
  }
}

function statusOf(peer: Peer): Omit<StatusReply, 'rs' | 're'> {
  const { id, phase, epoch, version, pred, succ, keys, bytes, owned, ownedBytes } = peer.status();
  const lists = { pred: pred.map((each) => each.id), succ: succ.map((each) => each.id) };
  return { id, phase, epoch, version, ...lists, keys, bytes, owned, ownedBytes };
}

type Done = Omit<DoneReply, 'rs' | 're' | 'ok'>;

async function perform(peer: Peer, line: Exclude<CommandLine, { type: 'status' }>): Promise<Done> {
  switch (line.type) {
    case 'init':
      peer.init(line.succ);
      return {};
    case 'create':
      peer.create();
      return {};
    case 'join': {
      const { pred, succ, route } = await peer.join(line.via);
      return { pred, succ, route };
    }
    case 'leave':
      await peer.leave(line.force);
      return {};
    case 'store': {
      const bytes = line.bytes === undefined ? undefined : Buffer.from(line.bytes, 'base64');
      return await peer.store(line.name, { path: line.path, bytes });
    }
    case 'request': {
      const { isSure, ...done } = await peer.request(line.name, line.path);
      return { ...done, sure: isSure };
    }
    case 'keys': {
      const { keys, isAll } = peer.keys(line.after ?? null);
      return { keys: keys.map(({ isOwned, ...key }) => ({ ...key, owned: isOwned })), all: isAll };
    }
    case 'lookup': {
      const { key, owner, route } = await peer.lookup(line.name);
      return { key, owner: owner.id, route };
    }
    case 'links':
      peer.setLinks(line.rules.map(linkRule), line.seed);
      return {};
  }
}

function linkRule({
  to,
  drop,
  loss,
  duplicate,
  reorder,
  delayMs,
}: LinkRuleLine): Parameters<Peer['setLinks']>[0][number] {
  return {
    to,
    drop: drop ?? false,
    loss: loss ?? 0,
    duplicate: duplicate ?? 0,
    reorder: reorder ?? 0,
    delayMs: delayMs === undefined ? undefined : [delayMs.least, delayMs.most],
  };
}

function failure(re: number, error: unknown): Omit<FailedReply, 'rs'> {
  if (error instanceof PeerError) {
    const { code, isDefinite, message, route } = error;
    return { re, ok: false, code, definite: isDefinite, message, route };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${message}\n`);
  return {
    re,
    ok: false,
    code: 'internal',
    definite: false,
    message: `this is a bug in the peer: ${message.split('\n')[0]}`,
  };
}
