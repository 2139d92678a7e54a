import { contacts, idealStatuses } from '@ringside/peer/test/ring-of';
import { expect, test } from 'vitest';
import { colorLevel, cutLine, jsonLine, plainLine, recordsOf } from '../../src/index.ts';
import { age, roundTrip } from '../../src/print/amounts.ts';
import { plainReporting } from '../../src/watch/reporting.ts';
import { answered, viewsOf } from '../sweeps.ts';

const right = idealStatuses([2, 4, 9]).map((peer) => answered(peer));
const wrong = idealStatuses([2, 4, 9]).map((peer) =>
  answered(peer.id === 9 ? { ...peer, version: 2, pred: contacts(4) } : peer),
);

test('without a terminal the table is printed at the start, at firm changes and at the end, and lines between', () => {
  const written: string[] = [];
  const reporting = plainReporting((text) => written.push(text), 0, 'normal');
  const views = viewsOf(right, right, wrong, wrong, wrong);

  views.forEach((view, index) => reporting.show(view, recordsOf(view, views[index - 1])));
  reporting.close(views.at(-1), {
    v: 1,
    type: 'bye',
    at: '',
    sweeps: 5,
    state: null,
    line: null,
    exitCode: 0,
  });

  const shape = written.map((text) => (text.startsWith('====') ? 'table' : text.slice(14).trim()));
  expect(shape).toEqual([
    'OK: 3 peers agree',
    'table',
    'Peer 9: second predecessor 2 -> nobody',
    "~ 9's second predecessor is unknown, should be 2",
    "NO 9's second predecessor is unknown, should be 2",
    "UNSETTLED (was OK): 9's second predecessor is unknown, should be 2",
    'table',
    'table',
  ]);
});

test('what the table does not show is told only to the verbose', () => {
  const change = {
    v: 1,
    type: 'change',
    at: '',
    sweep: 2,
    peer: 9,
    list: 'succ',
    from: null,
    to: 4,
  } as const;

  expect(plainLine({ ...change, slot: 1 }, 'normal')).toContain('Peer 9: second successor nobody -> 4');
  expect(plainLine({ ...change, slot: 2 }, 'normal')).toBeUndefined();
  expect(plainLine({ ...change, slot: 2 }, 'verbose')).toContain('third successor');
});

test('quiet says verdicts only, verbose every answer', () => {
  const [view] = viewsOf(right);
  const records = view === undefined ? [] : recordsOf(view, undefined);

  const spoken = (loudness: 'quiet' | 'verbose'): number =>
    records.filter((record) => plainLine(record, loudness) !== undefined).length;

  expect(spoken('quiet')).toBe(1);
  expect(spoken('verbose')).toBe(4);
});

test('a record is one line of JSON', () => {
  const [view] = viewsOf(right);
  const lines = view === undefined ? [] : recordsOf(view, undefined).map(jsonLine);

  expect(lines).toHaveLength(4);
  expect(lines.every((line) => !line.includes('\n') && line.startsWith('{"v":1,"type":'))).toBe(true);
});

test('NO_COLOR beats FORCE_COLOR, --no-color beats both, and an empty NO_COLOR does not count', () => {
  expect(colorLevel(undefined, {}, 1)).toBe(1);
  expect(colorLevel(undefined, { NO_COLOR: '1', FORCE_COLOR: '1' }, 1)).toBe(0);
  expect(colorLevel(undefined, { NO_COLOR: '' }, 1)).toBe(1);
  expect(colorLevel(undefined, { FORCE_COLOR: '3' }, 0)).toBe(3);
  expect(colorLevel(undefined, { FORCE_COLOR: '0' }, 1)).toBe(0);
  expect(colorLevel(false, { FORCE_COLOR: '1' }, 1)).toBe(0);
});

test('a line is cut by columns, not by bytes of colour, and its colour is ended', () => {
  expect(cutLine('abcdef', 6)).toBe('abcdef');
  expect(cutLine('abcdefg', 6)).toBe('abcde…');
  expect(cutLine('\u001B[31mabcdef\u001B[39m', 6)).toBe('\u001B[31mabcdef\u001B[39m');
  expect(cutLine('\u001B[31mabcdefg\u001B[39m', 6)).toBe('\u001B[31mabcde…\u001B[0m');
});

test('ages and round trips take at most five columns', () => {
  const day = 86_400_000;
  expect([0, 840, 9_940, 12_300, 3_599_000, 7_200_000, 999 * day].map(age)).toEqual([
    '0.0s',
    '0.8s',
    '9.9s',
    '12s',
    '59m',
    '2h',
    '999d',
  ]);
  expect([null, 0.2, 1.1, 98, 250, 9_900].map(roundTrip)).toEqual([
    '',
    '<1 ms',
    '1 ms',
    '98 ms',
    '0.3 s',
    '9.9 s',
  ]);
});
