// `runner tour`: the assignment's story, played on a real ring by the same commands that anybody can type.

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { EXIT, ProgramError } from '@ringside/peer/settings';
import { sha256 } from '../ring/index.ts';
import { bytesWords } from '../print/amounts.ts';
import type { Outcome } from '../session/execute.ts';
import { runSession } from '../session/run-session.ts';
import type { Surroundings } from '../session/surroundings.ts';
import type { Flags } from './options.ts';
import { readSession } from './read-session.ts';

/** Emptied at the start of every tour; nothing else is kept there. */
const folder = '.ringside/tour';
const fileBytes = 50_000;
const readingMs = 2_000;

export async function tour(flags: Flags, around: Surroundings): Promise<number> {
  const { environment, stdout } = around;
  const story = { text: '2,4,5,8,9,14,19', source: 'the tour' };
  const peersFolder = { text: join(folder, 'peers'), source: 'the tour' };
  const fixed = { peers: story, data: peersFolder };
  const options = readSession(flags, { environment, isTerminal: stdout.isTTY, sha256 }, fixed);
  const given = join(folder, '4103.pdf');
  const fetched = join(folder, 'received_4103.pdf');
  const bytes = Uint8Array.from({ length: fileBytes }, (_, place) => (place * place) % 251);
  await prepare(given, bytes);
  const isLive = stdout.isTTY && !options.isJson && options.loudness !== 'quiet';
  const lines = tourLines(given, fetched);
  return await runSession(
    {
      ...options,
      isReport: options.isReport || isLive,
      script: isLive ? readably(lines, around.ending.signal) : lines,
      afterScript: async () => await compare(bytes, fetched),
    },
    around,
  );
}

/** The ring is quicker than the eye: a live view gives its reader a moment before each part of the story. */
async function* readably(lines: readonly string[], signal: AbortSignal): AsyncGenerator<string> {
  for (const line of lines) {
    if (line.startsWith('#')) await setTimeout(readingMs, undefined, { signal }).catch(() => undefined);
    // The table is on the screen already.
    if (line !== 'table') yield line;
  }
  await setTimeout(readingMs, undefined, { signal }).catch(() => undefined);
}

export function tourLines(given: string, fetched: string): readonly string[] {
  const settled = 'wait ideal within 15s';
  return [
    '# Seven peers, each told its next two successors. First everybody finds its predecessors.',
    settled,
    'table',
    `# A file of ${bytesWords(fileBytes)} is stored through Peer 2. Its key is 4103 mod 256 = 7, so Peer 8 keeps it.`,
    `store 4103 via 2 from ${given}`,
    '# Peer 15 joins through Peer 4; its place is between 14 and 19.',
    'join 15 via 4',
    settled,
    'expect 14 succ 15,19',
    '# Peer 9 says good-bye.',
    'quit 9',
    settled,
    'expect 8 succ 14,15',
    '# Peer 14 is killed without a word; the others have to find out.',
    'kill 14',
    settled,
    'expect 8 succ 15,19',
    '# A name whose key is 2067 mod 256 = 19 goes to Peer 19; the file from before is still where it was.',
    'store 2067 via 8',
    `request 4103 via 2 to ${fetched}`,
  ];
}

async function prepare(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await writeFile(path, bytes);
  } catch (cause) {
    throw new ProgramError(
      EXIT.cannotWrite,
      `the tour cannot write to ${folder}; run it in a folder of your own.`,
      { cause },
    );
  }
}

async function compare(bytes: Uint8Array, path: string): Promise<Outcome> {
  const came = await readFile(path).catch(() => undefined);
  const isOk = came?.equals(bytes) === true;
  const line = isOk
    ? `What came back is what was stored, byte for byte: ${bytesWords(bytes.length)}`
    : `what came back is not what was stored: ${came === undefined ? 'there is no' : `look at`} ${path}`;
  return { isOk, lines: [line], tookMs: 0, code: isOk ? undefined : 'not-as-stored' };
}
