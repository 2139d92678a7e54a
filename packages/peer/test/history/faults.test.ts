import { expect, test } from 'vitest';
import { checkFinal, checkRegister, type Findings, type ViolationKind } from '../../src/history/index.ts';
import { busyHistory, type BusyOptions } from './busy-clients.ts';
import { faults, type Fault } from './register-service.ts';

const seedsOfFaults = 20;

/** What each fault must be called by someone; every sentence counts, but these must be among them. */
const names: Readonly<Record<Fault, readonly ViolationKind[]>> = {
  'stale replica': ['stale', 'went-back', 'absent'],
  'lost write': ['stale', 'came-back'],
  'denied value': ['absent'],
  'doubled retry': ['stale'],
  'invented value': ['nobody-stored'],
  'damaged value': ['nobody-stored', 'damaged'],
  'refusal that was none': ['refused'],
};

function judged(options: BusyOptions): readonly Findings[] {
  const { operations, readings } = busyHistory(options);
  return [checkRegister(operations), checkFinal(operations, readings)];
}

test.each([0, 0.3, 1])(
  'a service without fault is never accused, when a share of %d of the stores have a content that others have too',
  (twins) => {
    for (let seed = 1; seed <= 300; seed += 1) {
      for (const { violations, undecided } of judged({ seed, twins })) {
        expect([...violations.map(({ line }) => line), ...undecided], `seed ${seed}`).toEqual([]);
      }
    }
  },
);

test.each(faults)(`a %s is caught within ${seedsOfFaults} seeds, and called by its name`, (fault) => {
  const kinds = new Set<ViolationKind>();
  for (let seed = 1; seed <= seedsOfFaults; seed += 1) {
    for (const { violations } of judged({ seed, fault, operations: 60 })) {
      for (const { kind } of violations) kinds.add(kind);
    }
  }
  expect([...kinds]).toEqual(expect.arrayContaining([...names[fault]]));
});
