// One session from start to end: the ring comes up, commands are played, the ring is judged, everything is closed.

import { isIdeal } from '@ringside/peer/survey';
import { EXIT, type ExitCode } from '@ringside/peer/settings';
import type { Show } from '@ringside/peer/voice';
import { launchLines } from '../print/peer-lines.ts';
import { ringFilePath, startPlannedRing, type Ring, type StartOptions } from '../ring/index.ts';
import { hearPeers } from './hear-peers.ts';
import { settle } from './last-words.ts';
import { openLogFiles } from './log-files.ts';
import { playLines, type Played } from './play-lines.ts';
import { openScene, type Scene } from './scene.ts';
import type { SessionOptions } from './session-options.ts';
import type { Surroundings } from './surroundings.ts';
import { watch } from './watch.ts';

/** The exit code says how it went; whatever ended it, no peer is left. Rejects when the ring could not be started. */
export async function runSession(options: SessionOptions, around: Surroundings): Promise<ExitCode> {
  const { signal } = around.ending;
  await using scene = openScene(options, around);
  await using logs = options.isReport ? openLogFiles() : undefined;
  const hearing = hearPeers(shown(options), (id, line) => {
    if (logs === undefined) scene.stage.say(line);
    else logs.write(id, line);
  });
  let ready = 0;
  const starting = startUnlessEnded(options, around, {
    onEvent: hearing.onEvent,
    onReady: () => {
      ready += 1;
      scene.stage.onProgress(ready, options.plan.peers.length);
    },
  });
  await using ring = await starting;
  if (ring === undefined) return endedBy(signal);

  scene.onReady(ring);
  if (!options.isReport)
    for (const line of launchLines(ring.peers.map(({ id }) => id))) scene.stage.say(line);
  hearing.start();
  await using _ = options.isReport ? watch(ring, (view) => scene.show(view)) : undefined;

  const played = await playUnlessEnded(scene, ring, signal);
  if (played === undefined) return endedBy(signal);
  // At a prompt the user has seen how it was; to end it is a wish, and granted.
  if (scene.isTyped) return EXIT.ok;
  const last = await options.afterScript?.();
  if (last !== undefined) scene.stage.onOutcome('the last check', 0, last);
  const view = await settle(ring, signal);
  if (view === undefined || signal.aborted) return endedBy(signal);
  const exitCode =
    isIdeal(view.verdict) && played.failures === 0 && last?.isOk !== false ? EXIT.ok : EXIT.notHeld;
  scene.end(view, exitCode);
  return exitCode;
}

function shown({ plan, loudness }: SessionOptions): ReadonlySet<Show> {
  return new Set<Show>(loudness === 'verbose' ? [...plan.show, 'debug'] : plan.show);
}

async function startUnlessEnded(
  { plan }: SessionOptions,
  { ending, peerCommand }: Surroundings,
  options: StartOptions,
): Promise<Ring | undefined> {
  const { signal } = ending;
  const command = peerCommand === undefined ? {} : { command: peerCommand };
  try {
    return await startPlannedRing(plan, { ...options, ...command, signal, ringFile: ringFilePath });
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

/** What a command still waits for when the session is ended is given up with the ring. */
async function playUnlessEnded(scene: Scene, ring: Ring, signal: AbortSignal): Promise<Played | undefined> {
  const ended = Promise.withResolvers<undefined>();
  const onEnd = (): void => ended.resolve(undefined);
  signal.addEventListener('abort', onEnd);
  try {
    if (signal.aborted) return undefined;
    return await Promise.race([playLines(scene.lines, ring, scene.stage, signal), ended.promise]);
  } finally {
    signal.removeEventListener('abort', onEnd);
  }
}

/** Nobody reading our output any more is no failure of ours. */
function endedBy({ reason }: AbortSignal): ExitCode {
  if (reason === 'SIGINT') return EXIT.interrupted;
  return reason === 'EPIPE' ? EXIT.ok : EXIT.terminated;
}
