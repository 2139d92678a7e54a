// A broken rule as people read it: the seed, the rule, the steps that led to it, the ring as it stood.

import type { Outcome } from './play.ts';
import type { Plan, Step } from './plan.ts';

export function tell({ plan, found, drawn }: Outcome, shrunk: Plan): string {
  if (found === undefined) return '';
  const { seed, peers, successorsMax, routing, pingMs, network, isUntold } = plan;
  const about = [
    `${peers} peers, lists of ${successorsMax}, routing by ${routing}, T = ${pingMs} ms, delays ${network.delayMs.join(' to ')} ms`,
    ...(network.loss > 0 ? [`loss ${network.loss}`] : []),
    ...(network.duplicates > 0 ? [`duplicates ${network.duplicates}`] : []),
    ...(isUntold ? ['CHANGED never arrives'] : []),
  ];
  return [
    `seed ${seed}: ${found.rule}: ${found.words}`,
    `at ${found.at.toFixed(1)} ms, event ${found.event}, of ${about.join(', ')}`,
    `${shrunk.steps.length} of ${plan.steps.length} steps are enough:`,
    ...stepLines(shrunk.steps),
    drawn,
  ].join('\n');
}

function stepLines(steps: readonly Step[]): string[] {
  let now = 0;
  return steps.map(({ afterMs, act, ...rest }) => {
    now += afterMs;
    const words = Object.entries(rest).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
    return `  ${now} ms: ${act} ${words.join(' ')}`;
  });
}
