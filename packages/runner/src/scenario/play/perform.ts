// Does what a step of a plan says. Dispatch, and the deeds that are short; the others have files of their own.

import { chanceOf } from '../plan/draw.ts';
import type { PlannedJoin, PlannedStep, Who } from '../plan/plan.ts';
import { holdsNow, untilHolds, type Latest } from './claims.ts';
import { drawBytes, type Errand, type Report } from './clients.ts';
import { playEvents } from './events.ts';
import {
  createRing,
  DeedRefused,
  joinRing,
  kill,
  leave,
  pause,
  restart,
  resume,
  startGiven,
  stateOf,
} from './members.ts';
import type { Stage } from './stage.ts';
import { sidesOf, whoIs, type Scene } from './who.ts';

export interface Performing {
  readonly stage: Stage;
  readonly step: PlannedStep;
  readonly signal: AbortSignal;
  readonly latest: Latest;
  /** Plays steps that stand inside this one. Rejects with the first failure. */
  readonly playAll: (steps: readonly PlannedStep[], signal: AbortSignal) => Promise<void>;
}

/** Whom it was about. Rejects with DeedRefused when it could not be done. */
export async function perform(performing: Performing): Promise<readonly number[]> {
  const { stage, step, signal, latest } = performing;
  switch (step.act) {
    case 'start':
      return await startAll(stage, step.how, step.joins, signal);
    case 'join':
      await Promise.all(step.joins.map(async ({ id, via }) => await joinRing(stage, id, viaOf(stage, via))));
      return step.joins.map(({ id }) => id);
    case 'leave':
      return await each(stage, step.who, leave);
    case 'kill':
      return await each(stage, step.who, kill);
    case 'resume':
      return await each(stage, step.who, resume);
    case 'restart':
      return await each(stage, step.who, restart);
    case 'pause': {
      const ids = await each(stage, step.who, pause);
      if (step.forMs === null) return ids;
      await stage.arena.sleep(step.forMs, signal);
      await Promise.all(
        ids.filter((id) => stateOf(stage, id) === 'paused').map(async (id) => await resume(stage, id)),
      );
      return ids;
    }
    case 'partition':
    case 'link':
    case 'heal':
      return await changeLinks(stage, step, signal);
    case 'store':
    case 'request':
    case 'lookup':
      return await askAll(stage, step, signal);
    case 'churn':
    case 'burst':
      await playEvents(stage, step.events, step.forMs, signal);
      return [];
    case 'wait':
      await untilHolds({ stage, claim: step.claim, sinceMs: stage.phase.beganMs, signal, latest });
      return [];
    case 'expect': {
      const isSo = await holdsNow({ stage, claim: step.claim, sinceMs: stage.phase.beganMs, signal, latest });
      if (!isSo && !signal.aborted) throw new DeedRefused(latest.truth?.says ?? 'nobody looked');
      return [];
    }
    case 'mark':
      stage.tell({ kind: 'mark', atMs: stage.arena.now(), text: step.text });
      return [];
    case 'parallel':
      await Promise.all(step.branches.map(async (branch) => await performing.playAll(branch, signal)));
      return [];
  }
}

export function sceneOf({ standing, bound, plan, sha256 }: Stage): Scene {
  return { members: standing.members(), bound, ring: plan.ring, sha256 };
}

async function each(
  stage: Stage,
  who: Who,
  deed: (stage: Stage, id: number) => Promise<void>,
): Promise<readonly number[]> {
  const ids = whoIs(sceneOf(stage), who);
  if (ids.length === 0) throw new DeedRefused('nobody is there whom this could mean');
  await Promise.all(ids.map(async (id) => await deed(stage, id)));
  return ids;
}

function viaOf(stage: Stage, via: Who | null): number | undefined {
  return via === null ? undefined : whoIs(sceneOf(stage), via)[0];
}

async function startAll(
  stage: Stage,
  how: 'given' | 'join-one-by-one' | 'join-at-once',
  joins: readonly PlannedJoin[],
  signal: AbortSignal,
): Promise<readonly number[]> {
  const ids = joins.map(({ id }) => id);
  if (how === 'given') {
    await startGiven(stage, ids);
    return ids;
  }
  const founders = joins.filter(({ via }) => via === null);
  for (const { id } of founders) {
    // The ring has to be there before anybody joins it.
    // oxlint-disable-next-line no-await-in-loop
    await createRing(stage, id);
  }
  const others = joins.filter(({ via }) => via !== null);
  const one = async ({ id, via }: PlannedJoin): Promise<void> => await joinRing(stage, id, viaOf(stage, via));
  if (how === 'join-at-once') await Promise.all(others.map(one));
  else
    for (const join of others) {
      if (signal.aborted) break;
      // oxlint-disable-next-line no-await-in-loop
      await one(join);
    }
  return ids;
}

async function changeLinks(
  stage: Stage,
  step: Extract<PlannedStep, { readonly act: 'partition' | 'link' | 'heal' }>,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const { arena, faults, measures, plan, phase, tell } = stage;
  const note = (words: string): void =>
    tell({ kind: 'deed', atMs: arena.now(), act: step.act, peer: null, words });
  if (step.act === 'heal') {
    note(step.fault === null ? 'heal all faults' : `heal ${step.fault}`);
    await faults.heal(step.fault);
    measures.onChange(arena.now(), phase.name);
    return [];
  }
  const everybody = plan.peers.map(({ id }) => id);
  const scene = sceneOf(stage);
  const sides = sidesOf(scene, everybody, step.act === 'partition' ? step.sides : [step.from, step.to]);
  note(`${step.act} ${sides.map((side) => side.join(', ')).join(' | ')}`);
  const fault =
    step.act === 'partition'
      ? await faults.part(step.as, sides)
      : await faults.link(step.as, sides[0] ?? [], sides[1] ?? [], step.isBothWays, step.effect, step.seed);
  if (step.forMs === null) return [];
  await arena.sleep(step.forMs, signal);
  await faults.end(fault);
  if (step.act === 'partition') measures.onChange(arena.now(), phase.name);
  return [];
}

async function askAll(
  stage: Stage,
  step: Extract<PlannedStep, { readonly act: 'store' | 'request' | 'lookup' }>,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const { arena, clients, phase } = stage;
  const [via] = whoIs(sceneOf(stage), step.via);
  if (via === undefined) throw new DeedRefused('nobody is there who could be asked');
  const errand: Errand = {
    client: step.id,
    load: null,
    phase: phase.name,
    via,
    timeoutMs: step.limitMs,
    signal,
  };
  if (step.act === 'store') {
    for (const { name, path, bytes, seed } of step.values) {
      if (signal.aborted) break;
      // oxlint-disable-next-line no-await-in-loop
      const content = path === null ? drawBytes(chanceOf(seed), bytes) : await arena.read(path);
      // oxlint-disable-next-line no-await-in-loop
      refuse(`"${name}" was not stored through ${via}`, await clients.store(name, content, errand));
    }
    return [via];
  }
  for (const name of step.names) {
    if (signal.aborted) break;
    if (step.act === 'lookup') {
      // oxlint-disable-next-line no-await-in-loop
      refuse(`"${name}" was not looked up through ${via}`, await clients.lookup(name, errand));
      continue;
    }
    // oxlint-disable-next-line no-await-in-loop
    const report = await clients.request(name, errand);
    if (step.answer === 'found') {
      refuse(`"${name}" was not brought to ${via}`, report);
      // oxlint-disable-next-line no-await-in-loop
      if (step.to !== null && report.bytes !== undefined) await arena.keep(step.to, report.bytes);
    } else if (report.code !== step.answer) {
      const said = report.ended === 'ok' ? 'it was found' : `the answer was ${report.code}: ${report.says}`;
      throw new DeedRefused(`"${name}" should be ${step.answer} through ${via}, and ${said}`);
    }
  }
  return [via];
}

function refuse(what: string, { ended, says }: Report): void {
  if (ended !== 'ok') throw new DeedRefused(`${what}: ${says}`);
}
