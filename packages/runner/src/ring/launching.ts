// What a peer needs before it is started, and what it is told first.

import { mkdir } from 'node:fs/promises';
import { EXIT, ProgramError } from '@ringside/peer/settings';
import { StartError } from '../spawn/index.ts';
import type { Member } from './members.ts';

const introducedWithinMs = 10_000;

export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new ProgramError(EXIT.cannotWrite, `cannot make the folder ${folder}; name another with --data.`, {
      cause,
    });
  }
}

/** Tells a peer its next two successors; a ring of two has one, a lone peer founds its own. */
export async function introduce(member: Member, place: number, members: readonly Member[]): Promise<void> {
  const next = [1, 2].slice(0, members.length - 1).map((step) => members[(place + step) % members.length]);
  const succ = next.flatMap((each) =>
    each === undefined ? [] : [{ id: each.id, address: each.process.ready.address }],
  );
  const reply = await member.process.ask(
    succ.length === 0 ? { type: 'create' } : { type: 'init', succ },
    introducedWithinMs,
  );
  if (reply.kind === 'done') return;
  const why = reply.kind === 'failed' ? reply.line.message : 'it answered with its status';
  throw new StartError(EXIT.arenaFailed, member.id, `did not take its neighbours: ${why}`, []);
}
