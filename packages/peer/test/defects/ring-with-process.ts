// A ring of three peers in this process and one in a process of its own, which can be stopped and killed.

import { runPeer, freeBasePort, type RunningPeer } from './real-process.ts';
import { RealRing } from './real-ring.ts';

/** 2, 5 and 9 are here; the one for itself holds copies for 9. */
export const apart = 14;

export interface RingWithProcess {
  readonly ring: RealRing;
  readonly holder: RunningPeer;
  /** Starts it again, with the same folder. */
  readonly restart: () => Promise<void>;
}

/** `folderOf`: where each keeps its values. */
export async function startWithProcess(folderOf: (id: number) => string): Promise<RingWithProcess> {
  const basePort = freeBasePort();
  const ring = new RealRing({ pingMs: 400 }, basePort);
  await Promise.all([2, 5, 9].map((id) => ring.add(id, { folder: folderOf(id) })));
  const start = async (): Promise<RunningPeer> => {
    const about = ['--control', '--base-port', `${basePort}`, '--ping', '400ms', '--data', folderOf(apart)];
    const started = runPeer(['serve', `${apart}`, ...about]);
    await started.untilLine(/"type":"ready"/);
    return started;
  };
  const holder = await start();
  const at = (id: number): { id: number; address: string } => ({
    id,
    address: `127.0.0.1:${basePort + id}`,
  });
  ring.watch(apart, at(apart).address);
  ring.peer(2).init([at(5), at(9)]);
  ring.peer(5).init([at(9), at(apart)]);
  ring.peer(9).init([at(apart), at(2)]);
  holder.type(JSON.stringify({ rs: 1, type: 'init', n: 1, succ: [at(2), at(5)] }));
  await ring.untilIdeal(10_000);
  return { ring, holder, restart: async () => void (await start()) };
}
