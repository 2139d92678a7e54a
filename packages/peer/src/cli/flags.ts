// The flags of a peer, as text: one table for the human command line and for the quick start under a runner.

interface TextFlag {
  readonly type: 'string';
  readonly requiresArg: true;
  readonly describe: string;
}

function text(describe: string): TextFlag {
  return { type: 'string', requiresArg: true, describe };
}

export type SettingFlag =
  | 'listen'
  | 'host'
  | 'base-port'
  | 'preset'
  | 'ring'
  | 'bits'
  | 'hash'
  | 'owner'
  | 'successors'
  | 'replicas'
  | 'routing'
  | 'ping'
  | 'data'
  | 'show'
  | 'seed';

export const settingFlags: Readonly<Record<SettingFlag, TextFlag>> = {
  listen: text('Where to listen: host:port, port 0 is any free one [127.0.0.1:12000 + id]'),
  host: text('Where peers given by id listen, this one too [127.0.0.1]'),
  'base-port': text('Peer N listens on this plus N [12000]'),
  preset: text('classic or chord; single flags override it [classic]'),
  ring: text('Name of the ring [ringside]'),
  bits: text('Ids are below 2^bits [8]'),
  hash: text('How a name becomes a key: mod or sha256 [mod]'),
  owner: text('Who keeps a key that equals an id: at-or-after or after [at-or-after]'),
  successors: text('Length of the successor list [8]'),
  replicas: text('How many peers hold each value [3]'),
  routing: text('Where a request may go next: ring, shortcuts or fingers [ring]'),
  ping: text('Ping interval: 3 (seconds), 500ms, 2m [3]'),
  data: text('Folder for values and former lives [.ringside/peers/<id>]'),
  show: text('Lines shown as well: ping-requests, ping-responses, debug, by commas'),
  seed: text('Seed of the chance in this peer [drawn]'),
};

export type FlagTexts = Readonly<Partial<Record<SettingFlag, string | undefined>>>;
