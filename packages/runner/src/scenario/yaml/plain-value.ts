// A parsed YAML mapping as plain values, within bounds. What YAML allows and a scenario does not is refused here, with its place.

import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Json } from '../language/index.ts';
import { keyText } from './key-text.ts';

export interface Bounds {
  /** Values and keys in all. */
  readonly nodesMax: number;
  readonly depthMax: number;
}

interface Refusal {
  readonly offset: number;
  readonly message: string;
}

export interface PlainValue {
  readonly value: Json;
  readonly wrong: readonly Refusal[];
}

export function plainValue(root: YAMLMap, bounds: Bounds): PlainValue {
  const reader = new PlainReader(bounds);
  const value = reader.read(root, 0);
  return { value, wrong: reader.wrong };
}

class PlainReader {
  readonly wrong: Refusal[] = [];
  readonly #bounds: Bounds;
  #nodes = 0;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  read(node: unknown, depth: number): Json {
    this.#nodes += 1;
    if (this.#nodes > this.#bounds.nodesMax) return this.#tooMany(node);
    if (!isYamlNode(node)) return null;
    if (isAlias(node))
      return this.#refuse(node, 'anchors and aliases (& and *) are not read here; write the value out');
    if (node.anchor !== undefined)
      return this.#refuse(node, 'anchors and aliases (& and *) are not read here; take the & out');
    if (node.tag !== undefined)
      return this.#refuse(node, 'tags (!) are not read here; take it out, and put texts in quotes');
    if (depth > this.#bounds.depthMax)
      return this.#refuse(
        node,
        `this is nested deeper than ${this.#bounds.depthMax} levels; no scenario needs so many`,
      );
    if (isMap(node)) return this.#readMap(node.items, depth);
    if (isSeq(node)) return node.items.map((item) => this.read(item, depth + 1));
    return isScalar(node) ? this.#readScalar(node.value, node) : null;
  }

  #readMap(pairs: readonly Pair[], depth: number): Json {
    const entries = new Map<string, Json>();
    for (const { key, value } of pairs) {
      const name = this.#readKey(key);
      if (name === undefined) continue;
      if (entries.has(name))
        this.#refuse(key, `the key ${JSON.stringify(name)} stands here twice; keep one of them`);
      else entries.set(name, this.read(value, depth + 1));
    }
    return Object.fromEntries(entries);
  }

  #readKey(key: unknown): string | undefined {
    const name =
      isScalar(key) && key.anchor === undefined && key.tag === undefined ? keyText(key) : undefined;
    if (name !== undefined) return name;
    this.#refuse(key, 'this key is no plain text; write key: value');
    return undefined;
  }

  #readScalar(value: unknown, node: Node): Json {
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
    if (typeof value === 'number' && Number.isFinite(value)) {
      if (Number.isInteger(value) && !Number.isSafeInteger(value))
        return this.#refuse(node, 'this number is too large to be exact; take a smaller one');
      return value;
    }
    return this.#refuse(node, 'this is no number that can be used; write a finite one');
  }

  #tooMany(node: unknown): Json {
    if (this.#nodes > this.#bounds.nodesMax + 1) return null;
    return this.#refuse(
      node,
      `more than ${this.#bounds.nodesMax} values stand in this file; take a smaller one`,
    );
  }

  #refuse(node: unknown, message: string): null {
    const offset = isYamlNode(node) ? (node.range?.[0] ?? 0) : 0;
    this.wrong.push({ offset, message });
    return null;
  }
}

function isYamlNode(node: unknown): node is Node {
  return isAlias(node) || isMap(node) || isSeq(node) || isScalar(node);
}
