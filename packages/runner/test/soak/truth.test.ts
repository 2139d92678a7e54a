import { expect, test } from 'vitest';
import { Healings } from '../../src/soak/healings.ts';
import { Lives } from '../../src/soak/lives.ts';
import { percentile } from '../../src/soak/percentile.ts';

const patience = { stopMs: 2_500, echoMs: 11_000 };

function livesOf(...ids: number[]): Lives {
  const lives = new Lives(patience);
  for (const id of ids) lives.onBorn(id);
  return lives;
}

test('to say that a peer died that lives and was never stopped is false', () => {
  expect(livesOf(5).truthOf(5, 1_000)).toBe('false');
});

test('a peer that ended is dead, and so is one that never was', () => {
  const lives = livesOf(5);
  lives.onEnded(5, 900);

  expect(lives.truthOf(5, 1_000)).toBe('dead');
  expect(lives.truthOf(6, 1_000)).toBe('dead');
});

test('a verdict on a former life may come late, but not for ever', () => {
  const lives = livesOf(5);
  lives.onEnded(5, 1_000);
  lives.onBorn(5);

  expect(lives.truthOf(5, 12_000)).toBe('former-life');
  expect(lives.truthOf(5, 12_001)).toBe('false');
});

test('a short stop excuses nobody, neither while it lasts nor afterwards', () => {
  const lives = livesOf(5);
  lives.onStopped(5, 1_000);
  expect(lives.truthOf(5, 3_400)).toBe('false');

  lives.onContinued(5, 3_400);
  expect(lives.truthOf(5, 3_500)).toBe('false');
});

test('who is stopped for long is rightly held dead, and for a moment after that', () => {
  const lives = livesOf(5);
  lives.onStopped(5, 1_000);
  expect(lives.truthOf(5, 3_500)).toBe('stopped');

  lives.onContinued(5, 7_000);
  expect(lives.truthOf(5, 7_500)).toBe('stopped');
  expect(lives.truthOf(5, 9_501)).toBe('false');
});

test('a fault is healed at the first of two ideal sweeps that show one picture and began after it', () => {
  const healings = new Healings();
  const sweep = (at: number, isIdeal: boolean, picture: string): void => {
    healings.onSweep({ startedAt: at, endedAt: at + 10, isIdeal, picture });
  };
  sweep(0, true, 'a');
  healings.add({ act: 'kill', id: 5, fromMs: 20, sinceMs: 25 });

  sweep(20, true, 'a');
  sweep(100, false, 'b');
  sweep(200, true, 'c');
  sweep(300, true, 'd');
  expect(healings.open).toBe(1);
  sweep(400, true, 'd');

  expect(healings.done).toEqual([{ act: 'kill', id: 5, fromMs: 20, tookMs: 290 }]);
  expect(healings.open).toBe(0);
});

test('a percentile is a sample that was seen', () => {
  expect(percentile([3, 1, 2], 0.5)).toBe(2);
  expect(percentile([3, 1, 2], 0.99)).toBe(3);
  expect(percentile([], 0.5)).toBeNaN();
});
