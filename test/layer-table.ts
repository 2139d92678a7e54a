// Who may import whom. To let a layer import another, change this table in the same commit and say there why.

/** A folder of a package's `src`. Files directly in `src`, and `cli/`, are the layer `programs`. */
export interface Layer {
  /** Time, chance and I/O are arguments: no `node:` module, no clock, no random number. */
  readonly isPure?: true;
  /** Layers of the same package, by name, and of others, such as `peer/survey`. A layer may always import itself. */
  readonly layers: readonly string[];
  /** Layers of which only types may be imported. */
  readonly types?: readonly string[];
  /** Libraries. */
  readonly libraries?: readonly string[];
}

const peer: Readonly<Record<string, Layer>> = {
  'peer/ring': { isPure: true, layers: [], types: ['peer/settings'] },
  'peer/settings': { isPure: true, layers: ['peer/ring'] },
  'peer/keys': { isPure: true, layers: ['peer/ring', 'peer/settings'] },
  // The chi-square distribution is jstat's: no packages of its own, 4 ms to load.
  'peer/survey': { isPure: true, layers: ['peer/ring'], libraries: ['jstat'] },
  // It judges what clients heard and asks nothing of the ring, so that no mistake of the ring's can be shared by its judge.
  'peer/history': { isPure: true, layers: [] },
  // What keepers say to each other travels with the rest.
  'peer/wire': {
    isPure: true,
    layers: ['peer/ring', 'peer/keys', 'peer/survey'],
    libraries: ['@msgpack/msgpack'],
  },
  'peer/voice': { isPure: true, layers: ['peer/ring'] },
  'peer/sim': {
    isPure: true,
    layers: ['peer/ring', 'peer/keys', 'peer/survey', 'peer/wire', 'peer/settings', 'peer/history'],
    libraries: ['tinyqueue'],
  },
  // The model checker runs the core that the simulator was given.
  'peer/model': { isPure: true, layers: ['peer/ring', 'peer/survey', 'peer/sim'] },
  'peer/control': { isPure: true, layers: ['peer/ring'] },
  // The I/O half of control/: the files serve*.ts.
  'peer/control-serve': {
    layers: ['peer/control', 'peer/ring', 'peer/survey', 'peer/settings', 'peer/host'],
  },
  'peer/store': { layers: ['peer/ring', 'peer/keys'] },
  'peer/net': { layers: ['peer/ring', 'peer/wire'] },
  'peer/client': {
    layers: ['peer/ring', 'peer/keys', 'peer/survey', 'peer/wire', 'peer/settings', 'peer/store', 'peer/net'],
  },
  'peer/host': {
    layers: [
      'peer/ring',
      'peer/keys',
      'peer/survey',
      'peer/wire',
      'peer/settings',
      'peer/store',
      'peer/net',
      'peer/client',
    ],
  },
  'peer/programs': {
    layers: [
      'peer/settings',
      'peer/ring',
      'peer/keys',
      'peer/survey',
      'peer/voice',
      'peer/sim',
      'peer/model',
      'peer/control',
      'peer/control-serve',
      'peer/store',
      'peer/client',
      'peer/host',
    ],
    libraries: ['yargs'],
  },
};

/** What other packages may see of a peer. `peer/programs` is its front door, src/index.ts, src/main.ts, and the command line that all programs share. */
const peerPure = ['peer/survey', 'peer/settings', 'peer/keys', 'peer/ring'];

const reporter: Readonly<Record<string, Layer>> = {
  'reporter/view': { isPure: true, layers: peerPure, types: ['peer/client'] },
  'reporter/print': {
    isPure: true,
    layers: [...peerPure, 'reporter/view'],
    libraries: ['chalk', 'cli-table3', 'string-width'],
  },
  'reporter/poll': { layers: [...peerPure, 'peer/client', 'reporter/view'] },
  'reporter/watch': {
    layers: [...peerPure, 'reporter/view', 'reporter/print', 'reporter/poll'],
    libraries: ['chalk', 'cli-table3'],
  },
  'reporter/programs': {
    layers: [
      ...peerPure,
      'peer/client',
      'peer/programs',
      'reporter/view',
      'reporter/print',
      'reporter/poll',
      'reporter/watch',
    ],
    libraries: ['chalk', 'yargs'],
  },
};

/** What other packages do with a peer from outside. Of `peer/programs`, main.ts is reached by its path, to be started. */
const peerOutside = ['peer/client', 'peer/control', 'peer/programs'];

const runner: Readonly<Record<string, Layer>> = {
  'runner/plan': { isPure: true, layers: [...peerPure, 'peer/voice'] },
  'runner/commands': { isPure: true, layers: peerPure, libraries: ['fastest-levenshtein'] },
  // Plans are drawn with the simulator's chance; the nearest word is found as the prompt finds it; events are named by the control protocol.
  // What is played is judged as a history, and logs have the words in which peers are heard.
  'runner/scenario': {
    isPure: true,
    layers: [...peerPure, 'peer/sim', 'peer/history', 'peer/voice', 'runner/commands'],
    types: ['peer/control'],
    libraries: ['yaml', 'zod'],
  },
  // The judge of histories is asked here whether any answer was wrong.
  'runner/verdict': {
    isPure: true,
    layers: [...peerPure, 'peer/history', 'runner/scenario'],
    libraries: ['junit-report-builder'],
  },
  'runner/print': {
    isPure: true,
    layers: [...peerPure, 'peer/voice', 'runner/plan'],
    types: ['runner/ring', 'reporter/programs'],
    libraries: ['chalk', 'cli-table3'],
  },
  'runner/spawn': {
    layers: ['peer/settings', 'peer/control', 'peer/voice', 'runner/plan'],
    libraries: ['execa'],
  },
  'runner/faults': { isPure: true, layers: [], types: ['peer/control'] },
  'runner/ring': { layers: [...peerPure, ...peerOutside, 'runner/plan', 'runner/spawn', 'runner/faults'] },
  'runner/arenas': {
    layers: [
      ...peerPure,
      ...peerOutside,
      'peer/sim',
      'peer/voice',
      'reporter/programs',
      'runner/plan',
      'runner/spawn',
      'runner/faults',
      'runner/ring',
      'runner/scenario',
    ],
  },
  // Plays runs one after the other, tells how they go, and keeps them in folders; its live table is the session's.
  'runner/runs': {
    layers: [
      ...peerPure,
      'peer/history',
      'peer/voice',
      'peer/sim',
      'reporter/programs',
      'runner/scenario',
      'runner/verdict',
      'runner/arenas',
      'runner/ring',
      'runner/session',
      'runner/spawn',
    ],
    libraries: ['tinypool'],
  },
  'runner/session': {
    layers: [
      ...peerPure,
      ...peerOutside,
      'peer/voice',
      'reporter/programs',
      'runner/plan',
      'runner/commands',
      'runner/print',
      'runner/spawn',
      'runner/ring',
    ],
  },
  // A program of its own, `pnpm soak`: it watches with the peers' client, and draws its plans with the simulator's chance.
  'runner/soak': {
    layers: [...peerPure, 'peer/client', 'peer/sim', 'runner/ring'],
    libraries: ['cli-table3', 'yargs'],
  },
  'runner/programs': {
    layers: [
      ...peerPure,
      ...peerOutside,
      'peer/voice',
      'reporter/programs',
      'runner/plan',
      'runner/commands',
      'runner/scenario',
      'runner/verdict',
      'runner/print',
      'runner/spawn',
      'runner/faults',
      'runner/ring',
      'runner/arenas',
      'runner/session',
      'runner/runs',
    ],
    libraries: ['chalk', 'cli-table3', 'yargs'],
  },
};

export const layerTable: Readonly<Record<string, Layer>> = { ...peer, ...reporter, ...runner };
