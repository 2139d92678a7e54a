// A plan for people: a numbered list with times, phases, steps, and limits by the clock and in ping periods.

import type { Plan, PlannedClaim, PlannedLoad, PlannedPeer, PlannedPhase, PlannedStep } from './plan.ts';
import { claimWords } from './condition-words.ts';
import { deedWords, eventWords } from './step-words.ts';
import { countWords, limitWords, timeWords } from './words.ts';

export function printPlan(plan: Plan): readonly string[] {
  const { ring } = plan;
  return [
    `plan of ${plan.name}, seed ${plan.seed}, ${plan.hash.slice(0, 12)}`,
    ...(plan.description === null ? [] : [plan.description]),
    '',
    `ring   ${ring.preset}, ${ring.bits} bits, ${ring.hash}, routing ${ring.routing}, ${countWords(ring.successors, 'successor')}, ${copies(ring.replicas)}, ping ${timeWords(ring.pingMs)}`,
    ...groupLines(plan.peers),
    ...plan.loads.map((load) => loadLine(load, ring.pingMs)),
    ...plan.phases.flatMap((phase) => ['', ...phaseLines(phase, ring.pingMs)]),
    ...checkLines(plan),
  ];
}

function copies(replicas: number): string {
  return replicas === 1 ? '1 copy' : `${replicas} copies`;
}

function groupLines(peers: readonly PlannedPeer[]): readonly string[] {
  const groups = [...new Set(peers.map(({ group }) => group))].toSorted(
    (a, b) => Number(a === null) - Number(b === null),
  );
  return groups.map((group) => {
    const members = peers.filter((peer) => peer.group === group);
    const program = members[0]?.program ?? null;
    const ids = members.map(({ id, name }) => (name === null ? String(id) : `${name} (${id})`));
    const shown =
      ids.length > 20 ? `${ids.slice(0, 20).join(', ')} and ${ids.length - 20} more` : ids.join(', ');
    return `peers  ${group ?? 'joining later'} (${members.length})${program === null ? '' : `, program ${program}`}: ${shown}`;
  });
}

function loadLine({ name, streams, timeoutMs }: PlannedLoad, pingMs: number): string {
  const parts = streams.map(({ verb, perSecond, bytes }) => {
    const size =
      bytes === null
        ? ''
        : ` of ${bytes.least === bytes.most ? bytes.least : `${bytes.least} to ${bytes.most}`} bytes`;
    return `${verb} ${Number(perSecond.toFixed(3))}/s${size}`;
  });
  return `load   ${name}: ${parts.join(', ')}, timeout ${limitWords(timeoutMs, pingMs)}`;
}

function phaseLines({ name, during, steps }: PlannedPhase, pingMs: number): readonly string[] {
  const loads = during.length === 0 ? '' : `, during ${during.map(({ load }) => load).join(', ')}`;
  return [`${name}${loads}`, ...steps.flatMap((step) => stepLines(step, pingMs, '  '))];
}

function stepLines(step: PlannedStep, pingMs: number, indent: string): readonly string[] {
  const bound = step.as === null ? '' : `, as ${step.as}`;
  const until = step.until === null ? '' : `, until ${claimWords(step.until)}`;
  const limit = step.act === 'mark' ? '' : `  [${limitWords(step.limitMs, pingMs)}]`;
  const line = `${indent}${step.id}  ${deedWords(step)}${bound}${until}${limit}`;
  return [line, ...innerLines(step, pingMs, `${indent}    `)];
}

function innerLines(step: PlannedStep, pingMs: number, indent: string): readonly string[] {
  if (step.act === 'churn' || step.act === 'burst')
    return step.events.map((event) => `${indent}${eventWords(event)}`);
  if (step.act !== 'parallel') return [];
  return step.branches.flatMap((branch) => branch.flatMap((each) => stepLines(each, pingMs, indent)));
}

function checkLines({ always, finally: final, thresholds, ring }: Plan): readonly string[] {
  const kept = always.map(
    (check) =>
      `  ${namedClaim(check)}${check.except.length > 0 ? `, except in ${check.except.join(', ')}` : ''}`,
  );
  const last = final.map((check) => `  ${namedClaim(check)}  [${limitWords(check.withinMs, ring.pingMs)}]`);
  const measured = thresholds.flatMap(({ key, claims }) => claims.map(({ text }) => `  ${key}: ${text}`));
  return [...section('always', kept), ...section('finally', last), ...section('thresholds', measured)];
}

function namedClaim({ name, ...claim }: PlannedClaim & { readonly name: string }): string {
  const words = claimWords(claim);
  return words.startsWith(name) ? words : `${name}: ${words}`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}
