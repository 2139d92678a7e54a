// Clients that store and request at random on a virtual clock, over a network that delays and loses, and give up and try again. One seed, one history.

import { HistoryLog, type FinalReading, type Operation } from '../../src/history/index.ts';
import { Chance } from '../../src/sim/index.ts';
import { Clock } from '../../src/sim/clock.ts';
import { RegisterService, type Fault } from './register-service.ts';

export interface BusyOptions {
  readonly seed: number;
  readonly fault?: Fault;
  readonly clients?: number;
  readonly names?: number;
  /** Operations that each client begins. */
  readonly operations?: number;
  /** The share of stores whose content others have too. */
  readonly twins?: number;
  /** How many such contents there are. */
  readonly twinContents?: number;
}

export interface BusyHistory {
  readonly operations: readonly Operation[];
  readonly readings: ReadonlyMap<string, FinalReading>;
}

const timeoutMs = 100;
const lossShare = 0.05;
const storeShare = 0.4;
const retryShare = 0.6;

export function busyHistory({
  seed,
  fault,
  clients = 5,
  names = 3,
  operations = 30,
  twins = 0,
  twinContents = 3,
}: BusyOptions): BusyHistory {
  const clock = new Clock();
  const chance = new Chance(seed);
  const log = new HistoryLog();
  const service = new RegisterService(chance.branch(), fault);
  const all = Array.from({ length: names }, (_, place) => `name-${place}`);
  for (let client = 1; client <= clients; client += 1) goOn(client, operations);
  clock.runTo(1e9);
  return { operations: log.records(), readings: service.readings(all) };

  function goOn(client: number, left: number): void {
    if (left === 0) return;
    clock.at(clock.now + chance.pause(20), () => {
      const name = chance.pick(all) ?? '';
      const next = (): void => goOn(client, left - 1);
      if (!chance.happens(storeShare)) return request(client, name, next);
      const content = chance.happens(twins) ? `twin-${chance.below(twinContents)}` : `${client}.${left}`;
      store(client, name, content, `${client}/${left}`, next);
    });
  }

  function store(client: number, name: string, content: string, id: string, next: () => void): void {
    const turn = log.begin({ kind: 'store', client, name, content, request: id, startMs: clock.now });
    ask(
      () => service.store(name, content, id),
      (outcome) => log.end(turn, { kind: 'store', endMs: clock.now, outcome: outcome ?? 'unknown' }),
      (isAnswered) => {
        if (isAnswered || !chance.happens(retryShare)) next();
        else store(client, name, content, id, next);
      },
    );
  }

  function request(client: number, name: string, next: () => void): void {
    const turn = log.begin({ kind: 'request', client, name, startMs: clock.now });
    ask(
      () => service.request(name),
      (answer) => {
        const ended = { kind: 'request', endMs: clock.now } as const;
        if (typeof answer === 'object') log.end(turn, { ...ended, outcome: 'found', ...answer });
        else log.end(turn, { ...ended, outcome: answer ?? 'unknown' });
      },
      next,
    );
  }

  /** A message there and one back, each of which may be late or lost. Who waited for long enough goes on without an answer. */
  function ask<Answer>(
    obey: () => Answer,
    onEnd: (answer: Answer | undefined) => void,
    next: (isAnswered: boolean) => void,
  ): void {
    let isOver = false;
    const end = (answer: Answer | undefined): void => {
      if (isOver) return;
      isOver = true;
      onEnd(answer);
      next(answer !== undefined);
    };
    clock.at(clock.now + timeoutMs, () => end(undefined));
    send(() => {
      const answer = obey();
      send(() => end(answer));
    });
  }

  function send(arrive: () => void): void {
    if (!chance.happens(lossShare)) clock.at(clock.now + chance.pause(15), arrive);
  }
}
