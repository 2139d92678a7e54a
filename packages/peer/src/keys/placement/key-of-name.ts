// The key of a name: the one place that knows `--hash`. A name is text and stays as it was typed; 0007 and 7 are two names.

import { identifierSpace, toIdentifier, type Identifier } from '../../ring/space.ts';
import type { RingSettings } from '../../settings/settings.ts';
import { nameTrouble, quoteName } from './name-limits.ts';

/** What a ring says about names. */
export type NamingRule = Pick<RingSettings, 'preset' | 'bits' | 'hash'>;

/** SHA-256 of some bytes: 32 bytes. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** `message`: what is wrong with the name and how to mend it, in one line. */
export type NamedKey =
  | { readonly kind: 'key'; readonly key: Identifier }
  | { readonly kind: 'refused'; readonly message: string };

/** The key of `name` in a ring with this rule. A peer's id comes from its name in the same way. */
export function keyOfName(name: string, rule: NamingRule, sha256: Sha256): NamedKey {
  const trouble = nameTrouble(name) ?? (rule.hash === 'mod' ? numberTrouble(name, rule) : undefined);
  if (trouble !== undefined) return { kind: 'refused', message: trouble };

  const space = identifierSpace(rule.bits);
  if (rule.hash === 'mod') return { kind: 'key', key: toIdentifier(space, Number(name)) };
  const hash = sha256(new TextEncoder().encode(name));
  return { kind: 'key', key: toIdentifier(space, leadingBits(hash, rule.bits)) };
}

function numberTrouble(name: string, rule: NamingRule): string | undefined {
  const isDigits = /^[0-9]+$/.test(name);
  if (rule.preset === 'classic') {
    if (isDigits && name.length === 4) return undefined;
    const example = isDigits && name.length < 4 ? name.padStart(4, '0') : '2067';
    return `${quoteName(name)} is no name here: names are exactly four digits, such as ${example}`;
  }
  if (!isDigits) {
    return `${quoteName(name)} is no name here: names are whole numbers written in digits, such as 2067`;
  }
  if (Number.isSafeInteger(Number(name))) return undefined;
  return `${quoteName(name)} is no name here: the number is too large; use at most ${Number.MAX_SAFE_INTEGER}`;
}

/** The first `bits` bits, most significant first. 52 of them are taken as a number, which is exact, and the rest cut off. */
function leadingBits(hash: Uint8Array, bits: number): number {
  const [first = 0, ...rest] = hash.subarray(0, 6);
  const first48 = rest.reduce((sum, byte) => sum * 256 + byte, first);
  const first52 = first48 * 16 + Math.floor((hash[6] ?? 0) / 16);
  return Math.floor(first52 / 2 ** (52 - bits));
}
