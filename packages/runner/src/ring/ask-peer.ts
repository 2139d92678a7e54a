// One command to one peer, and its answer; whatever is no success is a CommandError with the peer's own reason.

import type { Command } from '@ringside/peer/control';
import { CommandError } from './command-error.ts';
import type { Member } from './members.ts';
import type { Done } from './ring.ts';

export async function askPeer(member: Member, command: Command, withinMs: number): Promise<Done> {
  const startedAt = performance.now();
  const reply = await member.process.ask(command, withinMs);
  switch (reply.kind) {
    case 'done':
      return { ...reply.line, tookMs: performance.now() - startedAt };
    case 'failed': {
      const { code, message, definite } = reply.line;
      throw new CommandError(code, `peer ${member.id}: ${message}`, definite);
    }
    case 'status':
      break;
  }
  throw new CommandError('broken', `peer ${member.id} answered ${command.type} with its status`);
}
