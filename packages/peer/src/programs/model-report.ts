// What an exploration has to say: its figures, how far it came, and a counterexample as a story.

import { Storyteller, wayTo } from '../model/index.ts';
import type { Exploration } from './model-run.ts';

/** The ids of the assignment's ring; places are called by them. */
const names = ['2', '4', '5', '8', '9', '14', '15'];

/** As expected? */
export function isAsExpected({ check, explorer, convergence }: Exploration): boolean {
  const isBroken = explorer.counterexample !== undefined || !converges(convergence);
  return check.expects === 'breaks' ? isBroken : !isBroken;
}

function converges(convergence: Exploration['convergence']): boolean {
  return convergence === undefined || (convergence.circle.length === 0 && convergence.dead === undefined);
}

export function report(exploration: Exploration): string {
  const { check, explorer, stoppedBy } = exploration;
  const { counterexample } = explorer;
  const extent =
    counterexample !== undefined
      ? check.expects === 'breaks'
        ? 'breaks, as expected'
        : 'BROKEN'
      : stoppedBy === undefined
        ? 'everything was met'
        : `stopped by ${stoppedBy}`;
  const story =
    counterexample === undefined
      ? []
      : new Storyteller(explorer.stage, names).tell(explorer.start, wayTo(explorer, counterexample));
  return [`${check.name}: ${check.says}: ${extent}`, ...figures(exploration), ...story].join('\n');
}

function figures({ explorer, seconds, megabytes, convergence }: Exploration): string[] {
  const { scenes, done, transitions, depth, faults, mostMail, recovered, recovery, search } = explorer;
  const { locals, letters } = explorer.stage.moves.catalogue.sizes;
  const where =
    search.faultsMax === undefined
      ? `${depth} steps deep`
      : `${faults} of ${search.faultsMax} losses and joins`;
  const waiting = scenes.size - done;
  const lines = [
    `  ${scenes.size} scenes${waiting === 0 ? '' : ` (${waiting} not looked at)`}, ${transitions} transitions, ${where}, ${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB`,
    `  ${locals} local states, ${letters} letters, at most ${mostMail} on their way; the core was asked for ${explorer.stage.moves.size} steps`,
  ];
  if (recovered > 0)
    lines.push(`  ideal again from ${recovered} scenes, after ${recovery.longest} rounds at most`);
  if (convergence !== undefined)
    lines.push(
      converges(convergence)
        ? `  every fair schedule from every scene ends in an ideal ring, after ${convergence.longest} actions at most`
        : '  BROKEN: some schedule never ends, or ends in a ring that is not ideal',
    );
  return lines;
}
