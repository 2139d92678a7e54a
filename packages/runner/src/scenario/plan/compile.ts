// From a scenario and a seed to a plan. Pure: the same scenario and seed give the same plan, byte by byte.

import type { Sha256 } from '@ringside/peer/keys';
import { everyClaim } from '../check/phases.ts';
import type { Scenario, Threshold } from '../language/index.ts';
import type { Fault } from '../mistake.ts';
import { rosterOf, type Roster } from '../roster.ts';
import { allSteps, conditionsOf, listed, phasesOf, stepsOf } from '../walk.ts';
import { compileClaim, compileMetricClaim } from './compile-claim.ts';
import { compileSteps } from './compile-step.ts';
import { conditionWords } from './condition-words.ts';
import { chanceOf, drawId, drawSeed } from './draw.ts';
import { detectionMs } from './guard.ts';
import { sealed } from './hash.ts';
import type {
  Plan,
  PlannedAlways,
  PlannedFinal,
  PlannedLoad,
  PlannedPeer,
  PlannedPhase,
  PlannedThreshold,
} from './plan.ts';
import { PlannedRing } from './planned-ring.ts';
import type { Rehearsal } from './rehearsal.ts';
import { settleMs, wholeMs } from './spans.ts';

export type CompiledPlan =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'impossible'; readonly faults: readonly Fault[] };

/** `scenario`: one that `interpret` has let through. `impossible`: what cannot be done when its time comes, by path in the scenario. */
export function compile(scenario: Scenario, seed: number, sha256: Sha256): CompiledPlan {
  const rehearsal = begin(scenario, seed, sha256);
  const phases = phasesOf(scenario).map((phase): PlannedPhase => {
    const during = phase.item.during.map((load) => ({ load, seed: drawSeed(rehearsal.chance) }));
    return { name: phase.item.name, during, steps: compileSteps(rehearsal, stepsOf(phase), phase.item.name) };
  });
  const always = compileAlways(rehearsal);
  const final = compileFinal(rehearsal);
  if (rehearsal.faults.length > 0) return { kind: 'impossible', faults: firstOfEachPath(rehearsal.faults) };
  const plan: Omit<Plan, 'hash'> = {
    plan: 1,
    name: scenario.name,
    description: scenario.description ?? null,
    seed,
    ring: scenario.ring,
    peersMax: scenario.peersMax,
    peers: [...rehearsal.peers.values()].toSorted((a, b) => a.id - b.id),
    loads: compileLoads(scenario),
    phases,
    always,
    finally: final,
    thresholds: scenario.thresholds.map((threshold) => compileThreshold(threshold, scenario.ring.pingMs)),
  };
  return { kind: 'plan', plan: sealed(plan, sha256) };
}

function begin(scenario: Scenario, seed: number, sha256: Sha256): Rehearsal {
  const chance = chanceOf(seed);
  const roster = rosterOf(scenario, sha256);
  const takenIds = new Set([...roster.ids, ...explicitJoiners(scenario)]);
  const groupIds = new Map<string, readonly number[]>();
  for (const { name, members } of scenario.groups) {
    if (members.kind === 'ids') groupIds.set(name, members.ids);
    else if (members.kind === 'names')
      groupIds.set(
        name,
        members.names.map((each) => roster.names.get(each) ?? 0),
      );
    else
      groupIds.set(
        name,
        Array.from({ length: members.count }, () => takeId(chance, scenario, takenIds)),
      );
  }
  return {
    scenario,
    sha256,
    roster,
    ring: new PlannedRing(detectionMs(scenario.ring.pingMs)),
    chance,
    groupIds,
    peers: peersOf(scenario, groupIds, roster),
    bound: new Map(),
    cuts: new Set(),
    stored: [],
    takenNames: new Set(namesSaid(scenario)),
    takenIds,
    hasValues: hasValues(scenario),
    played: 0,
    faults: [],
  };
}

/** check/peers.ts has made sure that there are enough ids. */
function takeId(chance: Rehearsal['chance'], { ring }: Scenario, taken: Set<number>): number {
  const id = drawId(chance, ring.bits, taken) ?? 0;
  taken.add(id);
  return id;
}

function peersOf(
  { groups }: Scenario,
  groupIds: Rehearsal['groupIds'],
  roster: Roster,
): Map<number, PlannedPeer> {
  const names = new Map([...roster.names].map(([name, id]) => [id, name]));
  const peers = groups.flatMap(({ name: group, program }) =>
    (groupIds.get(group) ?? []).map((id): PlannedPeer => ({
      id,
      name: names.get(id) ?? null,
      group,
      program: program ?? null,
    })),
  );
  return new Map(peers.map((peer) => [peer.id, peer]));
}

/** Ids that some step lets join by number: no drawn peer may have them. */
function explicitJoiners(scenario: Scenario): readonly number[] {
  return phasesOf(scenario).flatMap((phase) =>
    [...allSteps(stepsOf(phase))].flatMap(({ item }) => {
      if (item.kind !== 'join' || item.who.kind !== 'named') return [];
      return item.who.words.filter((word) => typeof word === 'number');
    }),
  );
}

function namesSaid(scenario: Scenario): readonly string[] {
  return phasesOf(scenario).flatMap((phase) =>
    [...allSteps(stepsOf(phase))].flatMap(({ item }) =>
      'names' in item && item.names.kind === 'name' ? [item.names.name] : [],
    ),
  );
}

/** Does the scenario store anything, so that losing all holders of a value would matter? */
function hasValues(scenario: Scenario): boolean {
  const isLoaded = scenario.phases.some(({ during }) => during.length > 0);
  const isStored = phasesOf(scenario).some((phase) =>
    [...allSteps(stepsOf(phase))].some(({ item }) => item.kind === 'store'),
  );
  const isAsked = everyClaim(scenario).some(({ item, path }) =>
    [...conditionsOf(item.condition, path)].some(({ item: each }) => each.kind === 'keys'),
  );
  return isLoaded || isStored || isAsked;
}

function compileLoads({ loads, ring }: Scenario): readonly PlannedLoad[] {
  return loads.map(({ name, streams, timeout }) => ({
    name,
    timeoutMs: wholeMs(timeout, ring.pingMs),
    streams: streams.map(({ verb, perSecond, bytes }) => ({ verb, perSecond, bytes: bytes ?? null })),
  }));
}

function compileAlways(rehearsal: Rehearsal): readonly PlannedAlways[] {
  return listed(rehearsal.scenario.always, ['always']).map(({ item, path }) => {
    const claim = compileClaim(rehearsal, item, path);
    return { name: item.name ?? conditionWords(claim.condition), ...claim, except: item.except };
  });
}

function compileFinal(rehearsal: Rehearsal): readonly PlannedFinal[] {
  const { pingMs } = rehearsal.scenario.ring;
  return listed(rehearsal.scenario.finally, ['finally']).map(({ item, path }) => {
    const claim = compileClaim(rehearsal, item, path);
    const withinMs = item.within === undefined ? settleMs(pingMs) : wholeMs(item.within, pingMs);
    return { name: item.name ?? conditionWords(claim.condition), ...claim, withinMs };
  });
}

function compileThreshold({ key, metric, where, claims }: Threshold, pingMs: number): PlannedThreshold {
  return {
    key,
    metric,
    phase: where.phase ?? null,
    load: where.load ?? null,
    claims: claims.map((claim) => compileMetricClaim(claim, pingMs)),
  };
}

/** A step that repeats would complain in every turn. */
function firstOfEachPath(faults: readonly Fault[]): readonly Fault[] {
  const seen = new Set<string>();
  return faults.filter(({ path }) => {
    const key = JSON.stringify(path);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
