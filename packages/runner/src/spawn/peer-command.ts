// What is run to get a peer: our own program unless somebody names another. Decides words only; nothing is started here.

import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { formatTimeMs, type RingSettings } from '@ringside/peer/settings';
import type { Show } from '@ringside/peer/voice';

/** A program that speaks the control protocol. The arguments of `serve` are put after `args`. */
export interface PeerCommand {
  readonly file: string;
  readonly args: readonly string[];
}

export interface ServeOptions {
  readonly id: number;
  /** `host:port`; port 0 is any free one. */
  readonly listen: string;
  readonly settings: RingSettings;
  /** The folder this peer keeps its values in. */
  readonly folder: string;
  readonly show: readonly Show[];
  readonly seed: number | undefined;
}

/** Our own peer, run by the same Node.js as the runner. */
export function ringsidePeer(): PeerCommand {
  return { file: process.execPath, args: [fileURLToPath(import.meta.resolve('@ringside/peer/main'))] };
}

/** The command line of one peer. Every setting is said, so that nothing depends on the peer's own defaults. */
export function serveArguments({ id, listen, settings, folder, show, seed }: ServeOptions): string[] {
  const flags: readonly (readonly [string, string | number | undefined])[] = [
    ['listen', listen],
    ['preset', settings.preset],
    ['ring', settings.ring],
    ['bits', settings.bits],
    ['hash', settings.hash],
    ['owner', settings.owner],
    ['successors', settings.successorsMax],
    ['replicas', settings.replicas],
    ['routing', settings.routing],
    ['ping', formatTimeMs(settings.pingMs)],
    ['data', folder],
    ['show', show.length === 0 ? undefined : show.join(',')],
    ['seed', seed],
  ];
  const said = flags.filter(([, value]) => value !== undefined);
  return ['serve', String(id), '--control', ...said.flatMap(([flag, value]) => [`--${flag}`, String(value)])];
}
