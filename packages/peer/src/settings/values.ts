// Single values as people write them: times, whole numbers, ports, addresses. Each error names the source, the value and the mend.

import type { Address } from '../ring/contact.ts';
import { identifierSpace, type Identifier, type IdentifierSpace } from '../ring/space.ts';
import { parseTimeMs } from './time.ts';
import { UsageError } from './usage-error.ts';

/** A time above zero, in ms. */
export function parseTime(text: string, source: string): number {
  const ms = parseTimeMs(text);
  if (ms === undefined) {
    throw new UsageError(
      `${source} is "${text}", which is no time above zero; write it like 3 (seconds), 500ms or 2m.`,
    );
  }
  return ms;
}

export function parseWhole(
  text: string,
  source: string,
  limits: { readonly min: number; readonly max: number },
): number {
  const value = /^-?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (!Number.isInteger(value) || value < limits.min || value > limits.max) {
    throw new UsageError(
      `${source} is "${text}"; it must be a whole number from ${limits.min} to ${limits.max}.`,
    );
  }
  return value;
}

export function parseBits(text: string, source: string): IdentifierSpace {
  return identifierSpace(parseWhole(text, source, { min: 1, max: 52 }));
}

export function parsePort(text: string, source: string): number {
  return parseWhole(text, source, { min: 1, max: 65_535 });
}

/** One of a few words. */
export function parseChoice<Choice extends string>(
  text: string,
  source: string,
  choices: readonly Choice[],
): Choice {
  const choice = choices.find((each) => each === text.trim());
  if (choice === undefined) {
    throw new UsageError(`${source} is "${text}"; choose one of ${choices.join(', ')}.`);
  }
  return choice;
}

/** `host:port`; an IPv6 host stands in brackets. */
export function parseAddress(text: string, source: string): Address {
  const match = /^(?<host>\[[0-9a-fA-F:.]+\]|[^\s:[\]]+):(?<port>\d+)$/.exec(text.trim());
  if (match?.groups === undefined) {
    throw new UsageError(`${source} has "${text}", which is no address; write it as host:port.`);
  }
  return `${match.groups['host']}:${parsePort(match.groups['port'] ?? '', source)}`;
}

/** Does a text look like `host:port` rather than an id? */
export function looksLikeAddress(text: string): boolean {
  return text.includes(':');
}

/** Where peer `id` listens unless told otherwise: its id above the base port. Undefined when that is no port. */
export function addressOf(host: string, basePort: number, id: Identifier): Address | undefined {
  const port = basePort + id;
  return port <= 65_535 ? `${host}:${port}` : undefined;
}
