import { expect, test } from 'vitest';
import { compileRun, writeScenario } from '../../src/scenario/index.ts';
import { complaints, frame, planOf, runsOf, sha256 } from './reading.ts';

const phases = `${frame}      - start: seven
      - wait: { ring: ideal }
        within: 20p
  - name: busy
    during: mixed
    do:
      - wait: { load: { attempted: 20 } }
        within: 20s
  - name: calm
    do:
      - kill: { any: 1 }
load: { mixed: { store: { rate: 5/s, bytes: 200..2000 } } }
always:
  - { ring: connected, except: [busy, calm] }
thresholds:
  store-ok{phase=busy}: "rate >= 99%"
  detect: "max <= 5s"
`;

test('a setting from outside takes the place of the one in the file, and is judged by the same shape', () => {
  const [run] = runsOf(phases, {
    settings: ['ring.ping=250ms', 'ring.replicas=5', 'load.mixed.store.rate=7/s', 'limits.peers=9'],
    seed: { text: '99', source: '--seed' },
  });

  expect(run?.seed).toBe(99);
  expect(run?.scenario).toMatchObject({
    ring: { pingMs: 250, replicas: 5 },
    loads: [{ streams: [{ perSecond: 7 }] }],
    peersMax: 9,
  });
});

test.each([
  [['ring.pin=1s'], '--set ring.pin=1s: there is no setting "ring.pin"; did you mean ring.ping?'],
  [['ring.ping=1'], '--set ring.ping=1: ping: 1 is no time by the clock; write it like 3s or 250ms'],
  [['ring.ping'], '--set ring.ping: this sets nothing; write it like --set ring.ping=1s'],
  [['ring.bits=4', 'ring.bits=5'], '--set ring.bits=5: ring.bits is set twice; keep one of them'],
  [['ring.bits=4'], 'story.yaml:4:44 19 is no id of a ring of 4 bits; ids go from 0 to 15'],
  [
    ['peers.seven.count=3'],
    '--set peers.seven.count=3: there is no setting "peers.seven.count"; choose one of seed, ',
  ],
  [['phases=[]'], '--set phases=[]: there is no setting "phases"; '],
])('--set %s is refused by the name of the flag', (settings, words) => {
  const [first, ...more] = complaints(phases, { settings });

  expect(more).toEqual([]);
  expect(first?.startsWith(words), first).toBe(true);
});

test('a seed that is none is refused by the flag or the variable that said it', () => {
  expect(complaints(phases, { seed: { text: 'x', source: '--seed' } })).toEqual([
    '--seed x: seed: "x" is no whole number from 0 to 4294967295; write one, or random',
  ]);
  expect(complaints(phases, { seed: { text: '-1', source: 'RINGSIDE_SEED' } })).toEqual([
    'RINGSIDE_SEED=-1: seed: -1 is no whole number from 0 to 4294967295; write one, or random',
  ]);
});

test('a seed of the file is taken as it is, and random as it was drawn', () => {
  expect(runsOf(`${phases}seed: 5\n`).map(({ seed }) => seed)).toEqual([5]);
  expect(runsOf(`${phases}seed: random\n`, { drawnSeed: 31 }).map(({ seed }) => seed)).toEqual([31]);
  expect(runsOf(phases, { drawnSeed: 32 }).map(({ seed }) => seed)).toEqual([32]);
});

test('a matrix becomes one run for each combination, with a name and the flags that play it alone', () => {
  const runs = runsOf(`${phases}seed: 5\nmatrix: { seed: [1, 2], ring.ping: [250ms, 1s] }\n`);

  expect(runs.map(({ name, seed, again }) => [name, seed, again.join(' ')])).toEqual([
    ['story seed=1 ring.ping=250ms', 1, '--seed 1 --set ring.ping=250ms'],
    ['story seed=1 ring.ping=1s', 1, '--seed 1 --set ring.ping=1s'],
    ['story seed=2 ring.ping=250ms', 2, '--seed 2 --set ring.ping=250ms'],
    ['story seed=2 ring.ping=1s', 2, '--seed 2 --set ring.ping=1s'],
  ]);
  expect(runs.map(({ scenario }) => scenario.ring.pingMs)).toEqual([250, 1_000, 250, 1_000]);
});

test('each repetition has the next seed, and the flags that play it alone', () => {
  const runs = runsOf(`${phases}seed: 4294967295\nrepeat: 3\n`);

  expect(runs.map(({ seed, again }) => [seed, again.join(' ')])).toEqual([
    [4_294_967_295, '--seed 4294967295 --set repeat=1'],
    [0, '--seed 0 --set repeat=1'],
    [1, '--seed 1 --set repeat=1'],
  ]);
});

test('the flags of a run, and the scenario that is saved with it, give the same plan again', () => {
  const text = `${phases}matrix: { ring.ping: [250ms, 1s] }\nrepeat: 2\n`;
  const run = runsOf(text)[3];
  if (run === undefined) throw new Error('there are four runs');
  const plan = compileRun(run, sha256);

  const settings = run.again
    .filter((flag) => flag.startsWith('--set '))
    .map((flag) => flag.slice('--set '.length));
  const again = planOf(text, { settings, seed: { text: String(run.seed), source: '--seed' } });
  expect(plan).toEqual({ kind: 'plan', plan: again });
  expect(planOf(writeScenario(run.scenario))).toEqual(again);
});

test('what is set from outside is no longer varied', () => {
  const runs = runsOf(`${phases}matrix: { seed: [1, 2], ring.ping: [250ms, 1s] }\n`, {
    settings: ['ring.ping=2s'],
    seed: { text: '9', source: '--seed' },
  });

  expect(runs.map(({ name }) => name)).toEqual(['story seed=9']);
});

test('--only leaves the phases before it in, those after it out, and takes along what only they needed', () => {
  const [run] = runsOf(phases, { only: 'busy' });

  expect(run?.scenario.phases.map(({ name }) => name)).toEqual(['start', 'busy']);
  expect(run?.scenario.always).toMatchObject([{ except: ['busy'] }]);
  expect(run?.scenario.thresholds.map(({ key }) => key)).toEqual(['store-ok{phase=busy}']);
  expect(run?.again).toEqual(['--seed 7', '--only busy']);
  expect(complaints(phases, { only: 'busi' })).toEqual([
    '--only busi: there is no phase "busi"; did you mean busy?',
  ]);
});
