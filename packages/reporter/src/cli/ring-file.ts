// `.ringside/ring.json`, in which a runner writes down the ring it started. Read when no peers are named.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT, parseAddress, parseBits, parseId, ProgramError } from '@ringside/peer/settings';
import type { Target } from '../poll/sweep-ring.ts';

const name = '.ringside/ring.json';
const mend = 'start a ring with the runner, or name peers with --peers.';

export interface RingFile {
  readonly ring: string;
  readonly bits: number;
  /** Without those that are not to be polled. */
  readonly targets: readonly Target[];
}

export async function readRingFile(folder: string): Promise<RingFile> {
  const text = await readText(folder);
  try {
    return understand(JSON.parse(text));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ProgramError(EXIT.badConfig, `${name} cannot be understood (${why}); ${mend}`, { cause });
  }
}

async function readText(folder: string): Promise<string> {
  try {
    return await readFile(join(folder, name), 'utf8');
  } catch (cause) {
    throw new ProgramError(EXIT.noSuchFile, `there is no ${name} here; ${mend}`, { cause });
  }
}

function understand(content: unknown): RingFile {
  const { ring, bits, peers, unmonitored } = fieldsOf(content);
  if (typeof ring !== 'string') throw new TypeError('"ring" is no name');
  if (!Array.isArray(peers)) throw new TypeError('"peers" is no list');
  const space = parseBits(String(bits), '"bits"');
  const unpolled = new Set<unknown>(Array.isArray(unmonitored) ? unmonitored : []);
  const targets = peers.map((peer: unknown): Target => {
    const { id, address } = fieldsOf(peer);
    return {
      id: parseId(String(id), '"peers"', space),
      address: parseAddress(String(address), '"peers"'),
    };
  });
  return { ring, bits: space.bits, targets: targets.filter((target) => !unpolled.has(target.id)) };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new TypeError('an object is missing');
  return { ...value };
}
