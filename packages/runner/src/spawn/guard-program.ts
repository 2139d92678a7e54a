// The guard: reads "+pid" and "-pid" lines; when its stdin ends, kills every process that was named and not taken back. It does nothing else.

import process from 'node:process';
import { createInterface } from 'node:readline';

const guarded = new Set<number>();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

for await (const line of createInterface({ input: process.stdin })) {
  const pid = Number(line.slice(1));
  if (line.startsWith('+')) guarded.add(pid);
  else guarded.delete(pid);
}
for (const pid of guarded) end(pid);

/** A stopped process is woken as well: not every system delivers SIGKILL to one that sleeps. */
function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
    process.kill(pid, 'SIGCONT');
  } catch {
    // It has gone by itself.
  }
}
