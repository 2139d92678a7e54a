// What a process takes, as Linux tells it under /proc. Elsewhere these figures are not to be had, and reading them fails.

import { readFile } from 'node:fs/promises';

const bytesPerMb = 1e6;
/** Clock ticks of /proc/<pid>/stat: 100 a second on every Linux that Node.js is built for. */
const msPerTick = 10;

/** Time on the processor since the process began, in all its threads, user and system together. */
export async function cpuMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name in brackets, which may hold blanks.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * msPerTick;
}

export async function cpuMsOfAll(pids: readonly number[]): Promise<number> {
  const each = await Promise.all(pids.map(cpuMs));
  return each.reduce((sum, ms) => sum + ms, 0);
}

export interface Memory {
  readonly residentMb: number;
  /** What would be free again if this process alone ended. */
  readonly privateMb: number;
}

export async function memoryOf(pid: number): Promise<Memory> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kilobytes = (field: string): number =>
    Number(new RegExp(`^${field}: *(\\d+) kB`, 'm').exec(rollup)?.[1]);
  const toMb = 1_024 / bytesPerMb;
  return {
    residentMb: kilobytes('Rss') * toMb,
    privateMb: (kilobytes('Private_Clean') + kilobytes('Private_Dirty')) * toMb,
  };
}

/** The most that each of them has ever had in memory, in MB. */
export async function mostMemoryMb(pids: readonly number[]): Promise<readonly number[]> {
  return await Promise.all(
    pids.map(async (pid) => {
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      return (Number(/^VmHWM:\s*(\d+) kB/m.exec(status)?.[1]) * 1_024) / bytesPerMb;
    }),
  );
}
