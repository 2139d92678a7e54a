// The `links` command, read out of a parsed line: a list of rules, each for some addresses.

import { firstFault, firstOptionalFault, isCount, isFields, type Fields } from './fields.ts';
import type { Command, LinkRuleLine } from './protocol.ts';

/** The command, or what is wrong with it. */
export function parseLinks(line: Fields): Command | string {
  const { rules, seed = 0 } = line;
  if (!isCount(seed)) return '"seed" must be a whole number';
  if (!Array.isArray(rules)) return '"rules" must be a list of {"to":["host:port"],...}';
  const read = rules.map(parseRule);
  const fault = read.find((rule) => typeof rule === 'string');
  if (fault !== undefined) return fault;
  return { type: 'links', rules: read.filter((rule) => typeof rule !== 'string'), seed };
}

function parseRule(value: unknown): LinkRuleLine | string {
  if (!isFields(value)) return 'a rule must be an object';
  const shares = { loss: 'amount', duplicate: 'amount', reorder: 'amount' } as const;
  const fault =
    firstFault(value, { to: 'texts' }) ??
    firstOptionalFault(value, { drop: 'flag', ...shares }) ??
    delayFault(value);
  if (fault !== undefined) return fault;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- no field is at fault
  const { to, drop, loss, duplicate, reorder, delayMs } = value as unknown as LinkRuleLine;
  if ([loss, duplicate, reorder].some((share) => share !== undefined && share > 1))
    return 'a share is at most 1';
  return {
    to,
    ...(drop !== undefined && { drop }),
    ...(loss !== undefined && { loss }),
    ...(duplicate !== undefined && { duplicate }),
    ...(reorder !== undefined && { reorder }),
    ...(delayMs !== undefined && { delayMs: { least: delayMs.least, most: delayMs.most } }),
  };
}

function delayFault({ delayMs }: Fields): string | undefined {
  if (delayMs === undefined) return undefined;
  if (!isFields(delayMs)) return '"delayMs" must be {"least":..,"most":..}';
  return firstFault(delayMs, { least: 'amount', most: 'amount' });
}
