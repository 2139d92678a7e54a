// One peer's own words, asked for by the control protocol.

import type { Member } from './members.ts';
import type { PeerReport } from './ring.ts';

const statusWithinMs = 2_000;

export async function report(member: Member): Promise<PeerReport> {
  const view = member.view();
  if (view.state !== 'running') return { ...view, status: undefined };
  const reply = await member.process.ask({ type: 'status' }, statusWithinMs);
  return { ...member.view(), status: reply.kind === 'status' ? reply.line : undefined };
}
