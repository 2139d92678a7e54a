// Where in a text the value at a path stands.

import { isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { End, Path } from '../mistake.ts';
import { keyText } from './key-text.ts';

/** Offsets in the text; of the nearest thing above when the path leads nowhere. */
export function finder(root: YAMLMap): (path: Path, end: End) => number {
  const pairOf = pairFinder();
  return (path, end) => {
    let found = startOf(root) ?? 0;
    let node: unknown = root;
    for (const [place, step] of path.entries()) {
      const isLast = place === path.length - 1;
      if (isSeq(node)) node = node.items[Number(step)];
      else {
        const pair = pairOf(node, String(step));
        if (pair === undefined) return found;
        if (isLast && end === 'key') return startOf(pair.key) ?? found;
        // What is missing stands where its key does.
        if (pair.value === null || isEmpty(pair.value)) return startOf(pair.key) ?? found;
        node = pair.value;
      }
      const start = startOf(node);
      if (start === undefined) return found;
      found = start;
    }
    return found;
  };
}

/** Looks through each mapping once only: a file may hold thousands of wrong keys. */
function pairFinder(): (node: unknown, key: string) => Pair | undefined {
  const known = new Map<unknown, ReadonlyMap<string | undefined, Pair>>();
  return (node, key) => {
    if (!isMap(node)) return undefined;
    const pairs = known.get(node) ?? new Map(node.items.map((pair) => [keyText(pair.key), pair]));
    known.set(node, pairs);
    return pairs.get(key);
  };
}

function isEmpty(node: unknown): boolean {
  return isScalar(node) && node.value === null && (node.source ?? '') === '';
}

function startOf(node: unknown): number | undefined {
  const range = isMap(node) || isSeq(node) || isScalar(node) ? (node as Node).range : undefined; // oxlint-disable-line typescript/no-unsafe-type-assertion -- Each of the three is a node.
  return range?.[0];
}
