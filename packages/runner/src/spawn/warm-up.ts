// The first peer of a fresh installation writes its compiled code down for all that come after it. Many that did so at once, as they end, would
// stand in each other's way for half a minute; so one does it alone, before the others are started.

import { existsSync } from 'node:fs';
import process from 'node:process';
import { openOrphanGuard } from './orphan-guard.ts';
import { serveArguments, type PeerCommand, type ServeOptions } from './peer-command.ts';
import { compileCache, startPeerProcess } from './peer-process.ts';

const readyWithinMs = 30_000;
const outWithinMs = 30_000;

/** Has nobody run here yet? */
function isCold(): boolean {
  return !existsSync(process.env['NODE_COMPILE_CACHE'] ?? compileCache);
}

/** Starts one peer and lets it end, when none was ever started here. Rejects with a StartError when it does not come up. */
export async function warmUp(
  command: PeerCommand,
  options: ServeOptions,
  signal: AbortSignal,
): Promise<void> {
  if (!isCold()) return;
  await using guard = await openOrphanGuard();
  const args = [...command.args, ...serveArguments(options)];
  const start = { id: options.id, command: { file: command.file, args }, readyWithinMs, guard, signal };
  const peer = await startPeerProcess(start, { onEvent() {}, onText() {} });
  const limit = setTimeout(() => peer.kill(), outWithinMs);
  peer.hangUp();
  await peer.ended;
  clearTimeout(limit);
}
