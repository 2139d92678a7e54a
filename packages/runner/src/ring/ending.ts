// Ending peers: at once, politely, or all of them with a limit. Every function returns when the process is gone.

import { setTimeout } from 'node:timers/promises';
import type { Member } from './members.ts';
import type { RingEnding } from './ring.ts';

/** What the control protocol gives a peer to be out after the end of its stdin, and a little for a busy machine. */
const outWithinMs = 6_000;
/** Many that end at once on few cores and a cold disk take turns. */
const outPerPeerMs = 500;

/** SIGKILL, which a stopped process gets as well. */
export async function killNow(member: Member): Promise<void> {
  if (member.isAlive) member.state = 'killed';
  member.process.kill();
  await member.process.ended;
}

/** After its own good-bye a peer goes by itself; one that does not is killed. */
export async function endPolitely(member: Member, withinMs: number = outWithinMs): Promise<void> {
  member.process.hangUp();
  const limit = new AbortController();
  const kill = async (): Promise<void> => {
    await setTimeout(withinMs, undefined, { signal: limit.signal });
    member.process.kill();
  };
  const killing = kill().catch(() => {
    // Gone in time.
  });
  await member.process.ended;
  limit.abort();
  await killing;
}

/** All at once, the stopped ones too. */
export async function endAll(members: readonly Member[]): Promise<void> {
  await Promise.all(
    members.map(async (member) => {
      if (member.state === 'paused') member.process.resume();
      member.state = 'left';
      await endPolitely(member, outWithinMs + outPerPeerMs * members.length);
    }),
  );
}

/** How a life ended, once it has. Of a killed one nothing else is asked. */
export async function endingOf(member: Member): Promise<RingEnding> {
  const { exitCode, text } = await member.process.ended;
  const { id, state } = member;
  return { id, state, how: text, isClean: state === 'killed' || (state === 'left' && exitCode === 0) };
}
