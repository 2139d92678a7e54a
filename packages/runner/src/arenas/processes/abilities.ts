// Can this machine and these peers do what a plan asks? Found out before anything of the ring is started: one process of each foreign program is
// asked what it can do, and ended.

import process from 'node:process';
import { wantsOf, type Ability, type Plan } from '../../scenario/index.ts';
import type { RingPlan } from '../../plan/index.ts';
import {
  openOrphanGuard,
  serveArguments,
  startPeerProcess,
  StartError,
  type PeerCommand,
} from '../../spawn/index.ts';

export interface Program {
  /** The word that the scenario has for it; undefined: the peer that others run as a rule. */
  readonly name: string | undefined;
  readonly command: PeerCommand;
  /** One of its peers. */
  readonly id: number;
}

const readyWithinMs = 30_000;

/** One sentence for the first thing that cannot be done; undefined when all can. */
export async function lacking(
  plan: Plan,
  ringPlan: RingPlan,
  programs: readonly Program[],
  signal: AbortSignal,
): Promise<string | undefined> {
  const { abilities } = wantsOf(plan);
  const pauses = abilities.get('pause');
  if (pauses !== undefined && process.platform === 'win32')
    return `no process can be made to stand still on this system, which ${pauses} needs; play it in the simulator`;
  for (const program of programs) {
    // oxlint-disable-next-line no-await-in-loop
    const can = await abilitiesOf(program, ringPlan, signal);
    if (typeof can === 'string') return can;
    const missing = [...abilities].find(([ability]) => !isSignal(ability) && !can.has(ability));
    if (missing === undefined) continue;
    const [ability, where] = missing;
    const who = program.name === undefined ? 'the peer' : `the peer "${program.name}"`;
    return `${who} cannot do "${ability}", which ${where} needs; it says that it can do ${[...can].join(', ') || 'nothing'}`;
  }
  return undefined;
}

/** What is done to a process, not by it. */
function isSignal(ability: Ability): boolean {
  return ability === 'pause';
}

async function abilitiesOf(
  { command, id }: Program,
  { settings, folder, host, show, seed }: RingPlan,
  signal: AbortSignal,
): Promise<ReadonlySet<string> | string> {
  await using guard = await openOrphanGuard();
  const options = { id, listen: `${host}:0`, settings, folder: `${folder}/asked`, show, seed };
  const args = [...command.args, ...serveArguments(options)];
  try {
    const peer = await startPeerProcess(
      { id, command: { file: command.file, args }, readyWithinMs, guard, signal },
      { onEvent() {}, onText() {} },
    );
    peer.kill();
    await peer.ended;
    return new Set(peer.ready.can);
  } catch (error) {
    if (error instanceof StartError) return error.message;
    throw error;
  }
}
