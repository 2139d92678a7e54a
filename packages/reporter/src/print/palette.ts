// Colours of the table. Every colour is also a word or a sign, so nothing is lost without them. The level is an argument: chalk does not look at NO_COLOR.

import { Chalk, type ChalkInstance, type ColorSupportLevel } from 'chalk';
import type { RingState } from '@ringside/peer/survey';
import type { Agreement, Mark } from '../view/ring-view.ts';

/** 0 none, 1 sixteen colours, 2 and 3 more. */
export type ColorLevel = ColorSupportLevel;

type Paint = (text: string) => string;

export interface Palette {
  readonly agree: Readonly<Record<Agreement, Paint>>;
  readonly mark: Readonly<Record<Mark, Paint>>;
  readonly fresh: Paint;
  readonly dim: Paint;
  readonly state: (state: RingState, isFirm: boolean) => Paint;
}

export function palette(level: ColorLevel): Palette {
  const chalk: ChalkInstance = new Chalk({ level });
  return {
    agree: { ok: chalk.green, '~': chalk.yellow, NO: chalk.red, gone: chalk.red, out: chalk.yellow },
    mark: {
      right: plain,
      changing: chalk.yellow,
      wrong: chalk.red,
      gone: chalk.red,
      unmonitored: chalk.magenta,
    },
    fresh: chalk.bold,
    dim: chalk.dim,
    state: (state, isFirm) => {
      if (state === 'OK') return chalk.green;
      if (state === 'OK*') return chalk.magenta;
      return isFirm ? chalk.red : chalk.yellow;
    },
  };
}

/** NO_COLOR (when not empty) beats FORCE_COLOR, which beats what the terminal can do. A flag beats both. */
export function colorLevel(
  flag: boolean | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  terminal: ColorLevel,
): ColorLevel {
  if (flag === false) return 0;
  if ((environment['NO_COLOR'] ?? '') !== '') return 0;
  const forced = environment['FORCE_COLOR'];
  if (forced === undefined) return terminal;
  if (forced === '0' || forced === 'false') return 0;
  if (forced === '2') return 2;
  return forced === '3' ? 3 : 1;
}

function plain(text: string): string {
  return text;
}
