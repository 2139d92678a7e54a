// Rules of links as the control protocol has them: for each peer what its own messages suffer, by the addresses they go to.

import type { LinkRuleLine } from '@ringside/peer/control';

/** What one way suffers. */
export interface LinkEffect {
  readonly drop: boolean;
  readonly loss: number;
  readonly duplicate: number;
  readonly reorder: number;
  readonly delayMs: { readonly least: number; readonly most: number } | null;
}

export interface Way {
  readonly from: number;
  readonly to: number;
  readonly effect: LinkEffect;
}

/** Of one peer; ways with the same effect become one rule. `addressOf`: undefined for whom nobody can send to. */
export function linkLines(
  ways: readonly Way[],
  from: number,
  addressOf: (id: number) => string | undefined,
): readonly LinkRuleLine[] {
  const byEffect = new Map<string, { readonly effect: LinkEffect; readonly to: string[] }>();
  for (const way of ways) {
    const address = way.from === from ? addressOf(way.to) : undefined;
    if (address === undefined) continue;
    const key = JSON.stringify(way.effect);
    const known = byEffect.get(key) ?? { effect: way.effect, to: [] };
    known.to.push(address);
    byEffect.set(key, known);
  }
  return [...byEffect.values()].map(({ effect: { delayMs, ...effect }, to }) => ({
    to,
    ...effect,
    ...(delayMs === null ? {} : { delayMs }),
  }));
}
