// A number against what is asked of it.

import type { Operator } from '../language/index.ts';

/** Does the value stand to the limit as it should? */
export function compare(
  value: number,
  { operator, value: limit }: { readonly operator: Operator; readonly value: number },
): boolean {
  switch (operator) {
    case '<=':
      return value <= limit;
    case '>=':
      return value >= limit;
    case '<':
      return value < limit;
    case '>':
      return value > limit;
    case '==':
      return value === limit;
  }
}
