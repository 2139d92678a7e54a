// What scenarios mean by `peer: name`: programs, bound on the command line and nowhere else. No scenario file can name one.

import { existsSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import process from 'node:process';
import { EXIT, ProgramError, UsageError } from '@ringside/peer/settings';
import type { PeerCommand } from '../spawn/index.ts';
import type { Job } from './job.ts';

export type Programs = ReadonlyMap<string, PeerCommand>;

/** Throws UsageError or ProgramError: one line with the mend. */
export function readPrograms(said: readonly string[], jobs: readonly Job[]): Programs {
  const programs = new Map<string, PeerCommand>();
  for (const text of said) {
    const [, name, path] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
    if (name === undefined || path === undefined)
      throw new UsageError(`--peer-command is "${text}"; write it like elsewhere=./my-peer.`);
    if (programs.has(name)) throw new UsageError(`--peer-command binds ${name} twice; keep one of them.`);
    programs.set(name, commandOf(path));
  }
  const asked = new Set(jobs.flatMap(({ plan }) => plan.peers.flatMap(({ program }) => program ?? [])));
  const unbound = [...asked].find((name) => !programs.has(name));
  if (unbound !== undefined)
    throw new UsageError(
      `some peers are "${unbound}", and nobody says what that is; add --peer-command ${unbound}=path.`,
    );
  const unasked = [...programs.keys()].find((name) => !asked.has(name));
  if (unasked !== undefined)
    throw new UsageError(
      `--peer-command binds ${unasked}, which no peer of these scenarios is; leave it out.`,
    );
  return programs;
}

/** A script runs on our own Node.js; anything else must be a program by itself. */
function commandOf(path: string): PeerCommand {
  if (!existsSync(path))
    throw new ProgramError(
      EXIT.noSuchFile,
      `there is no program ${path}; is the path of --peer-command right?`,
    );
  const file = resolve(path);
  return /^\.[cm]?[jt]s$/.test(extname(file)) ? { file: process.execPath, args: [file] } : { file, args: [] };
}
