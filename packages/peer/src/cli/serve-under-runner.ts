// `peer serve <id> --control`: the quick start. Nothing is imported that a spawned peer does not need.

import { flushCompileCache } from 'node:module';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { abilities, implementation, sayEvent, sayLine, serveControl } from '../control/serve.ts';
import { startPeer } from '../host/index.ts';
import type { Notice } from '../ring/index.ts';
import { UsageError } from '../settings/index.ts';
import type { Show } from '../voice/index.ts';
import { settingFlags, type FlagTexts } from './flags.ts';
import { endWith } from './last-words.ts';
import { readOptions } from './read-options.ts';

const cacheAfterMs = 10_000;

/** Runs the peer until the runner is gone or the peer's life is over. */
export async function serveUnderRunner(args: readonly string[]): Promise<void> {
  try {
    const { id, flags } = readArguments(args);
    const { peer: options, show } = readOptions(id, flags, process.env);
    const onNotice = (notice: Notice): void => {
      if (isShown(notice, show)) sayEvent(notice);
    };
    const peer = await startPeer({ ...options, onNotice });
    sayLine({
      type: 'ready',
      id: peer.id,
      address: peer.address,
      pid: process.pid,
      impl: implementation,
      can: abilities,
    });
    // Written once, so not before the code of a working member is in it; a peer that ends by itself writes it then.
    // Each at its own moment: many that write the same files at once stand still for seconds.
    setTimeout(flushCompileCache, cacheAfterMs * (1 + 5 * Math.random())).unref();
    for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
    process.once('SIGTERM', () => void peer.leave());
    await serveControl(peer);
  } catch (error) {
    endWith(error);
  }
}

function readArguments(args: readonly string[]): { readonly id: string; readonly flags: FlagTexts } {
  const options = Object.fromEntries(
    Object.keys(settingFlags).map((flag) => [flag, { type: 'string' as const }]),
  );
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...options, control: { type: 'boolean' } },
      allowPositionals: true,
    });
    const [, id, ...more] = positionals;
    if (id === undefined || more.length > 0)
      throw new UsageError('serve needs one id, such as: peer serve 15 --control.');
    const { control: _control, ...flags } = values;
    return { id, flags };
  } catch (error) {
    if (error instanceof UsageError || !(error instanceof Error)) throw error;
    throw new UsageError(`${error.message.split('. ')[0] ?? error.message}; see peer serve --help.`, {
      cause: error,
    });
  }
}

/** Pings and lookups are told only when asked for: they would be most of the traffic. */
function isShown(notice: Notice, show: ReadonlySet<Show>): boolean {
  switch (notice.event) {
    case 'ping-sent':
    case 'ping-received':
      return show.has('ping-requests');
    case 'pong-received':
      return show.has('ping-responses');
    case 'forwarded':
    case 'found':
      return notice.purpose !== 'lookup' || show.has('debug');
    case 'debug':
      return show.has('debug');
    default:
      return true;
  }
}
