// The seal of a plan: a hash of everything in it, so that one that was changed by hand says so.

import type { Sha256 } from '@ringside/peer/keys';
import type { Plan } from './plan.ts';

/** With an old seal, or none. */
export type Unsealed = Omit<Plan, 'hash'> & { readonly hash?: string | undefined };

export function sealed(plan: Unsealed, sha256: Sha256): Plan {
  const { plan: version, hash: _seal, ...rest } = plan;
  return { plan: version, hash: planHash(plan, sha256), ...rest };
}

/** Over the plan as JSON with sorted keys and without its seal, in hex. */
export function planHash(plan: Unsealed, sha256: Sha256): string {
  const { hash: _seal, ...rest } = plan;
  const bytes = sha256(new TextEncoder().encode(canonical(rest)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
}
