// The studies by name.

import { churn } from './churn.ts';
import { detector } from './detector.ts';
import { half } from './half.ts';
import { partition } from './partition.ts';
import { scale } from './scale.ts';
import { swarm } from './swarm.ts';
import type { AnyStudy } from './study.ts';
import { theory } from './theory.ts';
import { values } from './values.ts';

export type { AnyStudy, Conclusion, Flag, Machine } from './study.ts';
export { defaultOptions } from './study.ts';
export { isHeld, rounded, type Figure } from './figure.ts';

export const studies: Readonly<Record<string, AnyStudy>> = {
  swarm,
  partition,
  half,
  churn,
  scale,
  theory,
  detector,
  values,
};
