// Where in a text the value at a path stands.

import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import type { End, Path } from '../mistake.ts';
import { keyText } from './key-text.ts';

/** Offsets in the text; of the nearest thing above when the path leads nowhere. */
export function finder(root: YAMLMap): (path: Path, end: End) => number {
  return (path, end) => {
    let found = startOf(root) ?? 0;
    let node: unknown = root;
    for (const [place, step] of path.entries()) {
      const isLast = place === path.length - 1;
      if (isSeq(node)) node = node.items[Number(step)];
      else {
        const pair = isMap(node) ? node.items.find(({ key }) => keyText(key) === String(step)) : undefined;
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

function isEmpty(node: unknown): boolean {
  return isScalar(node) && node.value === null && (node.source ?? '') === '';
}

function startOf(node: unknown): number | undefined {
  const range = isMap(node) || isSeq(node) || isScalar(node) ? (node as Node).range : undefined; // oxlint-disable-line typescript/no-unsafe-type-assertion -- Each of the three is a node.
  return range?.[0];
}
