// Shared by the tests that play scenarios in the simulator.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Core } from '@ringside/peer/sim';
import type { Job } from '../../src/runs/job.ts';
import { simulate, type Simulated } from '../../src/runs/in-simulator.ts';
import type { PlayEvent, Plan } from '../../src/scenario/index.ts';
import { planOf } from '../scenario/reading.ts';

export const shippedNames = [
  'adjacent-crashes',
  'churn-under-load',
  'classic',
  'join-storm',
  'leave-and-keep-keys',
  'partition-and-heal',
  'restart-all',
  'slow-peer',
] as const;

export function shippedText(name: string): string {
  return readFileSync(fileURLToPath(new URL(`../../scenarios/${name}.yaml`, import.meta.url)), 'utf8');
}

export function jobOf(plan: Plan): Job {
  return {
    name: `${plan.name} seed=${plan.seed}`,
    source: `${plan.name}.yaml`,
    plan,
    again: `runner run ${plan.name} --seed ${plan.seed} --simulate`,
    scenario: null,
    onSeed: undefined,
    beside: '.',
  };
}

export async function simulatePlan(plan: Plan, tell?: (event: PlayEvent) => void): Promise<Simulated> {
  return await simulate({ job: jobOf(plan), signal: new AbortController().signal }, tell);
}

/** A text, on a seed, with settings as `--set` has them. */
export async function simulateText(
  text: string,
  seed: number,
  ...settings: readonly string[]
): Promise<Simulated> {
  const given = { text: String(seed), source: '--seed' };
  return await simulatePlan(planOf(text, { seed: given, settings }));
}

/** With a core that has a mistake in it. */
export async function simulateWithCore(text: string, seed: number, core: Core): Promise<Simulated> {
  const given = { text: String(seed), source: '--seed' };
  const job = jobOf(planOf(text, { seed: given }));
  return await simulate({ job, signal: new AbortController().signal, core });
}
