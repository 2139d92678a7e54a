import { expect, test } from 'vitest';
import { handHelp, parseHandCommand } from '../../src/cli/hand-command.ts';
import { keyLines } from '../../src/cli/key-lines.ts';
import { status } from '../survey/ring-of.ts';

test.each([
  ['Keys', { kind: 'keys', after: null }],
  ['keys 2067', { kind: 'keys', after: '2067' }],
  ['KEYS a name of words', { kind: 'keys', after: 'a name of words' }],
])('"%s" is understood', (line, command) => {
  expect(parseHandCommand(line)).toEqual(command);
});

test('every command of the help is understood as it stands there', () => {
  const usages = handHelp.map((line) => line.split(/ {2,}/)[0]?.replaceAll(/[[\]<>]/g, '') ?? '');

  expect(usages).toContain('Keys name');
  for (const usage of usages) expect(parseHandCommand(usage).kind, usage).not.toBe('refused');
});

test('keys are one line each, in columns, and a long list says how to go on', () => {
  const key = { key: 19, at: Date.UTC(2026, 10, 26, 3, 2, 20), by: 4 };
  const keys = [
    { ...key, name: '2067', bytes: 1_234, isOwned: true },
    { ...key, name: '32', bytes: 5, isOwned: false },
  ];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ids are branded, and these are only printed
  const held = keys as unknown as ReturnType<Parameters<typeof keyLines>[0]['keys']>['keys'];
  const peer = {
    keys: () => ({ keys: held, isAll: false }),
    status: () => status(4, { keys: 130, owned: 1 }),
  };

  expect(keyLines(peer, null)).toEqual([
    "130 values here, 1 of them this peer's own",
    '2067  key 19  1,234 bytes  2026-11-26 03:02:20 by 4  owner',
    '32    key 19      5 bytes  2026-11-26 03:02:20 by 4  copy',
    '... and more: Keys 32',
  ]);
});
