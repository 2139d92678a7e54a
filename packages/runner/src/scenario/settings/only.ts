// `--only <phase>`: what is left of a scenario then. All phases before it are played too, for they make the ring it finds; none after it is.

import { edited, valueAt, type Document } from '../document.ts';
import { isMeasured } from '../check/thresholds.ts';
import type { Json, Scenario } from '../language/index.ts';
import type { Mistake } from '../mistake.ts';
import { noSuchWord } from '../shape/words.ts';

/** Also without what only the phases left out could measure, or be excepted from. Final checks stay. */
export function onlyUpTo(document: Document, scenario: Scenario, phase: string): Document | Mistake {
  const names = scenario.phases.map(({ name }) => name);
  const place = names.indexOf(phase);
  if (place < 0)
    return { source: `--only ${phase}`, place: undefined, message: noSuchWord('phase', phase, names) };
  const kept = names.slice(0, place + 1);
  const shorter = edited(document, ['phases'], listAt(document, 'phases').slice(0, place + 1));
  return withoutThresholds(withoutExcepts(shorter, scenario, kept), {
    ...scenario,
    phases: scenario.phases.slice(0, place + 1),
  });
}

function withoutExcepts(document: Document, { always }: Scenario, kept: readonly string[]): Document {
  let left = document;
  for (const [place, { except }] of always.entries()) {
    const still = except.filter((name) => kept.includes(name));
    if (still.length === except.length) continue;
    const written = Object.entries(valueAt(document.value, ['always', place]) ?? {}).filter(
      ([key]) => key !== 'except',
    );
    const check = Object.fromEntries(still.length > 0 ? [...written, ['except', still]] : written);
    left = edited(left, ['always', place], check);
  }
  return left;
}

function withoutThresholds(document: Document, shorter: Scenario): Document {
  const measured = shorter.thresholds
    .filter((threshold) => isMeasured(threshold, shorter))
    .map(({ key }) => key);
  if (measured.length === shorter.thresholds.length) return document;
  const written = Object.entries(valueAt(document.value, ['thresholds']) ?? {});
  return edited(
    document,
    ['thresholds'],
    Object.fromEntries(written.filter(([key]) => measured.includes(key))),
  );
}

function listAt(document: Document, key: string): readonly Json[] {
  const list = valueAt(document.value, [key]);
  return Array.isArray(list) ? list : [];
}
