// Deeds that change who is a member, each done to one peer and noted: whoever measures must know when. Rejects with DeedRefused when the ring says no.

import type { Outcome } from './arena.ts';
import { askable, type Stage } from './stage.ts';

/** The ring, or a peer of it, refused what a plan asked for: one sentence. */
export class DeedRefused extends Error {
  override readonly name = 'DeedRefused';
}

export async function startGiven(stage: Stage, ids: readonly number[]): Promise<void> {
  const { arena, standing } = stage;
  note(stage, 'start', null, `start ${ids.join(', ')}`);
  await started(stage, ids, async () => {
    await arena.startGiven(ids);
    return { ok: true };
  });
  for (const id of ids) standing.enter(id, arena.now());
}

export async function createRing(stage: Stage, id: number): Promise<void> {
  const { arena, standing } = stage;
  note(stage, 'create', id, `${id} makes the ring`);
  await started(stage, [id], async () => {
    await arena.startGiven([id]);
    return { ok: true };
  });
  standing.enter(id, arena.now());
}

/** Through `via` if it runs, else through somebody who does. */
export async function joinRing(stage: Stage, id: number, via: number | undefined): Promise<void> {
  const { arena, measures, samples, phase } = stage;
  const members = askable(stage).filter((each) => each !== id);
  const through = via !== undefined && members.includes(via) ? via : (members[0] ?? via);
  if (through === undefined) throw new DeedRefused(`nobody runs through whom ${id} could join`);
  const startedMs = arena.now();
  note(stage, 'join', id, `${id} joins through ${through}`);
  measures.onReturn(id);
  const done = await started(stage, [id], async () => await arena.join(id, through));
  insist(`peer ${id} could not join through ${through}`, done);
  enter(stage, id);
  samples.add('join', arena.now() - startedMs, phase.name);
}

export async function restart(stage: Stage, id: number): Promise<void> {
  const { arena, measures, standing } = stage;
  note(stage, 'restart', id, `restart ${id}`);
  measures.onReturn(id);
  standing.lose(id, arena.now());
  const [via] = askable(stage).filter((each) => each !== id);
  const done = await started(stage, [id], async () => await arena.restart(id, via));
  insist(`peer ${id} did not come back`, done);
  enter(stage, id);
}

function enter({ arena, standing, measures, phase }: Stage, id: number): void {
  standing.enter(id, arena.now());
  measures.onChange(arena.now(), phase.name);
}

export async function leave(stage: Stage, id: number): Promise<void> {
  const { arena, standing, measures, phase } = stage;
  note(stage, 'leave', id, `${id} leaves`);
  measures.onLoss(id);
  standing.lose(id, arena.now());
  measures.onChange(arena.now(), phase.name);
  insist(`peer ${id} could not leave`, await arena.leave(id));
}

export async function kill(stage: Stage, id: number): Promise<void> {
  const { arena, standing, measures, phase } = stage;
  note(stage, 'kill', id, `kill ${id}`);
  const atMs = arena.now();
  standing.lose(id, atMs);
  measures.onLoss(id);
  insist(`peer ${id} could not be killed`, await arena.kill(id));
  measures.onDeath(id, atMs, phase.name);
  measures.onChange(atMs, phase.name);
}

export async function pause(stage: Stage, id: number): Promise<void> {
  const { arena, standing, measures } = stage;
  note(stage, 'pause', id, `pause ${id}`);
  measures.onLoss(id);
  standing.lose(id, arena.now());
  insist(`peer ${id} could not be paused`, await arena.pause(id));
}

export async function resume(stage: Stage, id: number): Promise<void> {
  note(stage, 'resume', id, `resume ${id}`);
  insist(`peer ${id} could not be resumed`, await stage.arena.resume(id));
  enter(stage, id);
}

/** What somebody else may have ended meanwhile is let be. */
export function stateOf({ arena }: Stage, id: number): string | undefined {
  return arena.peers().find((peer) => peer.id === id)?.state;
}

function note({ arena, tell }: Stage, act: string, peer: number | null, words: string): void {
  tell({ kind: 'deed', atMs: arena.now(), act, peer, words });
}

async function started(
  { room, plan }: Stage,
  ids: readonly number[],
  start: () => Promise<Outcome>,
): Promise<Outcome> {
  const outcome = await room.enter(ids, start);
  if (outcome !== undefined) return outcome;
  throw new DeedRefused(
    `${ids.join(', ')} would be too many: ${plan.peersMax} peers may run at the same time (limits: {peers: ${plan.peersMax}})`,
  );
}

function insist(what: string, done: Outcome): void {
  if (!done.ok) throw new DeedRefused(`${what}: ${done.message}`);
}
