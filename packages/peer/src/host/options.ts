// What a peer is started with. Defaults come from the presets; what cannot be is refused before anything is opened.

import {
  identifierSpace,
  isIdentifier,
  type Identifier,
  type IdentifierSpace,
  type Notice,
} from '../ring/index.ts';
import {
  defaultBasePort,
  defaultHost,
  pingMinMs,
  presets,
  successorsLimit,
  type RingSettings,
} from '../settings/index.ts';
import { isAddress } from '../wire/index.ts';
import { PeerError } from './peer-error.ts';

export interface PeerOptions extends Partial<RingSettings> {
  readonly id: number;
  /** `host:port`; port 0 is any free one. Default: 127.0.0.1:(12000 + id) in rings of up to 8 bits, else any free port. */
  readonly listen?: string;
  /** Where values and the peer's former lives are kept. Absent: in memory only. */
  readonly folder?: string;
  /** Feeds jitter and the choice of whom to ask. Default: drawn. */
  readonly seed?: number;
  /** Called once, when the sockets are bound. */
  readonly onReady?: (peer: { readonly id: number; readonly address: string }) => void;
  readonly onNotice?: (notice: Notice) => void;
}

/** Options with every default filled in. */
export interface SettledOptions extends RingSettings {
  readonly id: Identifier;
  readonly space: IdentifierSpace;
  readonly listen: string;
  readonly folder: string | undefined;
  readonly seed: number;
}

const smallRingBits = 8;

/** Fills in the defaults. Throws PeerError `bad-option` naming the option and the mend. */
export function settleOptions(options: PeerOptions, drawnSeed: number): SettledOptions {
  const settings: RingSettings = { ...presets[options.preset ?? 'classic'], ...defined(options) };
  const space = spaceOf(settings.bits);
  const { id } = options;
  if (!isIdentifier(space, id)) {
    throw new PeerError(
      'bad-option',
      `${id} is no id here: ids are whole numbers from 0 to ${space.size - 1} (bits ${space.bits})`,
    );
  }
  if (!(settings.pingMs >= pingMinMs)) {
    throw new PeerError(
      'bad-option',
      `a ping interval of ${settings.pingMs} ms is too short; use at least ${pingMinMs} ms`,
    );
  }
  const { successorsMax } = settings;
  if (!Number.isInteger(successorsMax) || successorsMax < 1 || successorsMax > successorsLimit) {
    throw new PeerError(
      'bad-option',
      `a successor list of ${successorsMax} cannot be; use 1 to ${successorsLimit}`,
    );
  }
  const { replicas } = settings;
  if (!Number.isInteger(replicas) || replicas < 1 || replicas > successorsMax + 1) {
    throw new PeerError(
      'bad-option',
      `${replicas} copies of each value cannot be; use 1 to ${successorsMax + 1} with a successor list of ${successorsMax}`,
    );
  }
  const port = space.bits <= smallRingBits ? defaultBasePort + id : 0;
  const listen = options.listen ?? `${defaultHost}:${port}`;
  if (!isAddress(listen.replace(/:0$/, ':1'))) {
    throw new PeerError(
      'bad-option',
      `--listen ${listen} is no address; write host:port, such as 127.0.0.1:12002`,
    );
  }
  return { ...settings, id, space, listen, folder: options.folder, seed: options.seed ?? drawnSeed };
}

function spaceOf(bits: number): IdentifierSpace {
  try {
    return identifierSpace(bits);
  } catch (cause) {
    throw new PeerError('bad-option', cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function defined(options: PeerOptions): Partial<RingSettings> {
  const { ring, bits, hash, owner, successorsMax, replicas, routing, pingMs, preset } = options;
  const all = { ring, bits, hash, owner, successorsMax, replicas, routing, pingMs, preset };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
