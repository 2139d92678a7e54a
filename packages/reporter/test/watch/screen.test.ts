import { contacts, idealStatuses } from '@ringside/peer/test/ring-of';
import { expect, test } from 'vitest';
import { fittedTable, openScreen } from '../../src/index.ts';
import { answered, viewsOf } from '../sweeps.ts';
import { screenReporting } from '../../src/watch/reporting.ts';
import { FakeTerminal } from './fake-terminal.ts';

const seven = [2, 4, 5, 8, 9, 14, 19];

test('what is drawn is what is seen, on the alternate screen', async () => {
  const terminal = new FakeTerminal(80, 24);
  const screen = openScreen(terminal);

  screen.draw(['one', 'two']);

  expect(await terminal.screen()).toEqual(['one', 'two']);
  expect(await terminal.state()).toMatchObject({ isAlternate: true });
  screen.close();
});

test('a frame is one write that holds only the changed lines', async () => {
  const terminal = new FakeTerminal(80, 24);
  const screen = openScreen(terminal);
  screen.draw(['first line', 'second line', 'third line']);
  terminal.writes.length = 0;

  screen.draw(['first line', 'SECOND line', 'third line']);

  expect(terminal.writes).toHaveLength(1);
  expect(terminal.text).toContain('SECOND line');
  expect(terminal.text).not.toMatch(/first|third/);
  expect(await terminal.screen()).toEqual(['first line', 'SECOND line', 'third line']);
  screen.close();
});

test('a frame without a change writes nothing', () => {
  const terminal = new FakeTerminal(80, 24);
  const screen = openScreen(terminal);
  screen.draw(['a', 'b'], { inputLine: '> ' });
  terminal.writes.length = 0;

  screen.draw(['a', 'b'], { inputLine: '> ' });

  expect(terminal.writes).toEqual([]);
  screen.close();
});

test('a steady ring of a hundred costs less than 100 bytes a visible row and frame, and never clears the screen', async () => {
  const terminal = new FakeTerminal(80, 24);
  const reporting = screenReporting(terminal, 1);
  const ring = idealStatuses(Array.from({ length: 100 }, (_, place) => place)).map((peer) => answered(peer));
  const views = viewsOf(ring, ring, ring);
  views.slice(0, 2).forEach((view) => reporting.show(view, []));
  terminal.writes.length = 0;

  views.slice(2).forEach((view) => reporting.show(view, []));

  expect(terminal.writes).toHaveLength(1);
  expect(terminal.text.length).toBeLessThan(24 * 100);
  expect(terminal.text).not.toContain('\u001B[2J');
  expect(await terminal.screen()).toHaveLength(24);
});

test('lines that are gone are wiped, and long ones are cut, never wrapped', async () => {
  const terminal = new FakeTerminal(10, 4);
  const screen = openScreen(terminal);
  screen.draw(['a long line that does not fit', 'b', 'c', 'd', 'e', 'f']);
  expect(await terminal.screen()).toEqual(['a long li…', 'b', 'c', 'd']);

  screen.draw(['a']);

  expect(await terminal.screen()).toEqual(['a']);
  screen.close();
});

test('the input line stands on the bottom line with the cursor behind it', async () => {
  const terminal = new FakeTerminal(20, 5);
  const screen = openScreen(terminal);

  screen.draw(['table', 'recent'], { inputLine: '> join 15' });

  expect(await terminal.screen()).toEqual(['table', 'recent', '', '', '> join 15']);
  expect((await terminal.state()).cursor).toEqual([9, 4]);
  expect(terminal.text.endsWith('\u001B[?25h\u001B[?2026l')).toBe(true);
  screen.close();
});

test('an input line that is too long shows its end', async () => {
  const terminal = new FakeTerminal(10, 2);
  const screen = openScreen(terminal);

  screen.draw([], { inputLine: '> store 2067 via 8' });

  expect((await terminal.screen()).at(-1)).toBe('067 via 8');
  screen.close();
});

test('after a resize everything is drawn again for the new size', async () => {
  const terminal = new FakeTerminal(80, 24);
  const reporting = screenReporting(terminal, 0);
  const [view] = viewsOf(
    idealStatuses(Array.from({ length: 30 }, (_, place) => place)).map((peer) => answered(peer)),
  );
  if (view !== undefined) reporting.show(view, []);

  terminal.resize(50, 8);

  const lines = await terminal.screen();
  expect(lines).toHaveLength(8);
  expect(lines[0]).toMatch(/^=+$/);
  expect(lines.at(-1)).toBe('OK  30 peers agree');
  expect(lines).toContain('... 27 more agree');
});

test('closing leaves the last table in the scrollback, shows the cursor, and listens no more', async () => {
  const terminal = new FakeTerminal(80, 24);
  const exitListeners = process.listenerCount('exit');
  const screen = openScreen(terminal);
  screen.draw(['last table'], { inputLine: '> half a com' });

  screen.close();
  screen.close();
  screen.draw(['too late']);

  expect(await terminal.screen()).toEqual(['last table']);
  expect(await terminal.state()).toMatchObject({ isAlternate: false });
  expect(terminal.text).toContain('\u001B[?25h');
  expect(terminal.listenerCount('resize')).toBe(0);
  expect(process.listenerCount('exit')).toBe(exitListeners);
});

test('a live table shows a troubled peer first when not everybody fits', async () => {
  const terminal = new FakeTerminal(90, 9);
  const screen = openScreen(terminal);
  const ring = idealStatuses(seven).map((peer) =>
    answered(peer.id === 19 ? { ...peer, pred: contacts(14, 8) } : peer),
  );
  const view = viewsOf(ring, ring).at(-1);

  if (view !== undefined) screen.draw(fittedTable(view, { colors: 1, width: 90, height: 9 }));

  expect(await terminal.screen()).toMatchInlineSnapshot(`
    [
      "==================================  AGREE  SINCE    RTT  NOTE",
      "Peer 19 -  8 > 14 > [19] >  2 >  4     NO   1.0s   1 ms  second predecessor says 8, shoul…",
      "Peer  2 - 14 > 19 > [ 2] >  4 >  5     ok   1.0s   1 ms",
      "Peer  4 - 19 >  2 > [ 4] >  5 >  8     ok   1.0s   1 ms",
      "Peer  5 -  2 >  4 > [ 5] >  8 >  9     ok   1.0s   1 ms",
      "... 3 more agree",
      "==================================",
      "",
      "UNSETTLED  19's second predecessor says 8, should be 9",
    ]
  `);
  screen.close();
});
