// What GitHub Actions reads: annotations, as workflow commands on stdout, and the step summary, as Markdown. Pure.

import type { Check } from './checks.ts';
import { msWords } from './amounts.ts';
import type { JunitRun } from './junit.ts';
import { verdictWords } from './words.ts';

/** One line a run that did not hold: `::error title=...::...`; a warning when it says nothing about the ring. */
export function annotationLines(runs: readonly JunitRun[]): readonly string[] {
  return runs.flatMap(({ about, verdict }) => {
    if (verdict.kind === 'held' || verdict.kind === 'interrupted') return [];
    const level = verdict.kind === 'inconclusive' ? 'warning' : 'error';
    const title = `${about.name}: ${verdictWords[verdict.kind].toLowerCase()}`;
    const message = `${verdict.cause ?? ''}\nagain: ${about.again}`;
    return [`::${level} title=${property(title)}::${escaped(message)}`];
  });
}

/** A table of runs, and under it what did not hold. */
export function stepSummary(runs: readonly JunitRun[]): string {
  const rows = runs.map(({ about, verdict, tookMs }) => {
    const held = verdict.checks.filter(({ outcome }) => outcome === 'held').length;
    return `| ${cell(about.name)} | ${verdictWords[verdict.kind]} | ${held} of ${verdict.checks.length} | ${msWords(tookMs)} | \`${cell(about.again)}\` |`;
  });
  const table = [
    '| run | verdict | checks held | took | again |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ];
  const troubles = runs.flatMap(({ about, verdict }) => {
    if (verdict.kind === 'held') return [];
    const lines = verdict.checks
      .filter(isTrouble)
      .map(({ name, says }) => `- ${cell(name)}: ${cell(says ?? '')}`);
    return ['', `**${cell(about.name)}**: ${cell(verdict.cause ?? '')}`, '', ...lines];
  });
  return ['## Ringside', '', ...table, ...troubles, ''].join('\n');
}

function isTrouble({ outcome }: Check): boolean {
  return outcome === 'not-held' || outcome === 'no-samples' || outcome === 'undecided';
}

/** As documented for workflow commands: what would end the command is written in percent. */
function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
