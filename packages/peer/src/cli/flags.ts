// The flags of a peer, as text: one table for the human command line and for the quick start under a runner.

export const settingFlags = {
  listen: 'Where to listen: host:port, port 0 is any free one [127.0.0.1:12000 + id]',
  host: 'Where peers given by id listen, this one too [127.0.0.1]',
  'base-port': 'Peer N listens on this plus N [12000]',
  preset: 'classic or chord; single flags override it [classic]',
  ring: 'Name of the ring [ringside]',
  bits: 'Ids are below 2^bits [8]',
  hash: 'How a name becomes a key: mod or sha256 [mod]',
  owner: 'Who keeps a key that equals an id: at-or-after or after [at-or-after]',
  successors: 'Length of the successor list [8]',
  routing: 'Where a request may go next: ring, shortcuts or fingers [ring]',
  ping: 'Ping interval: 3 (seconds), 500ms, 2m [3]',
  data: 'Folder for values and former lives [.ringside/peers/<id>]',
  show: 'Lines shown as well: ping-requests, ping-responses, debug, by commas',
  seed: 'Seed of this peer\'s own chance [drawn]',
} as const;

export type SettingFlag = keyof typeof settingFlags;
export type FlagTexts = Readonly<Partial<Record<SettingFlag, string | undefined>>>;
