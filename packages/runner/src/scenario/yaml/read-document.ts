// From the bytes of a YAML (or JSON) file to a document. YAML 1.2, core schema, one mapping; no tags, no anchors, no aliases, no merge keys.
// So nothing in a file can run, and nothing in it can grow.

import {
  Composer,
  LineCounter,
  Parser,
  isMap,
  type Document as YamlDocument,
  type Node,
  type YAMLError,
} from 'yaml';
import type { Document } from '../document.ts';
import { sortMistakes, type Mistake, type Whence } from '../mistake.ts';
import { finder } from './find.ts';
import { plainValue, type Bounds } from './plain-value.ts';
import { yamlWords } from './yaml-words.ts';

export type ReadDocument =
  | { readonly kind: 'document'; readonly document: Document }
  | { readonly kind: 'wrong'; readonly mistakes: readonly Mistake[] };

/** `noun`: what the file should hold. */
export interface Expected extends Bounds {
  readonly noun: 'scenario' | 'plan';
  readonly bytesMax: number;
}

export function readDocument(source: string, bytes: Uint8Array | string, expected: Expected): ReadDocument {
  const { noun, bytesMax } = expected;
  if (bytes.length > bytesMax) {
    return wrong(
      { source, place: { line: 1, column: 1 } },
      `this is no ${noun}: it has more than ${bytesMax / 1024} KiB; take a smaller one`,
    );
  }
  const text = typeof bytes === 'string' ? bytes : decode(bytes);
  if (text === undefined)
    return wrong({ source, place: { line: 1, column: 1 } }, 'this file is not UTF-8; save it as UTF-8');
  const lines = new LineCounter();
  const whence = (offset: number): Whence => {
    const { line, col } = lines.linePos(offset);
    return { source, place: { line: Math.max(1, line), column: Math.max(1, col) } };
  };
  const [first, second] = compose(text, lines);
  if (first === undefined)
    return wrong(whence(0), `this file is empty; write a ${noun}, beginning with ${beginning[noun]}`);
  const faults = faultsOf(first);
  if (faults.length > 0)
    return wrongs(faults.map((fault) => ({ ...whence(fault.pos[0]), message: yamlWords(fault) })));
  if (second !== undefined) {
    return wrong(whence(second.range[0]), `a second document begins here; a file holds one ${noun}`);
  }
  return rooted(first, whence, expected);
}

const beginning = { scenario: 'ringside: 1', plan: 'plan: 1' } as const;

function rooted(
  yaml: YamlDocument.Parsed,
  whence: (offset: number) => Whence,
  expected: Expected,
): ReadDocument {
  const { contents } = yaml;
  const { noun } = expected;
  if (contents === null)
    return wrong(whence(0), `this file is empty; write a ${noun}, beginning with ${beginning[noun]}`);
  if (!isMap(contents)) {
    const what = 'items' in contents ? 'a list' : 'a single value';
    return wrong(
      whence(startOf(contents)),
      `this file holds ${what}; a ${noun} is a mapping that begins with ${beginning[noun]}`,
    );
  }
  const plain = plainValue(contents, expected);
  if (plain.wrong.length > 0)
    return wrongs(plain.wrong.map(({ offset, message }) => ({ ...whence(offset), message })));
  const find = finder(contents);
  return {
    kind: 'document',
    document: { value: plain.value, whence: (path, end) => whence(find(path, end)) },
  };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Double keys are found by plain-value.ts: here it would take the square of their number. */
function compose(text: string, lines: LineCounter): readonly YamlDocument.Parsed[] {
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    merge: false,
    strict: true,
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
  });
  const withoutMark = text.startsWith('\u{FEFF}') ? text.slice(1) : text;
  const composed = composer.compose(
    new Parser(lines.addNewLine).parse(withoutMark),
    true,
    withoutMark.length,
  );
  return [...composed] as YamlDocument.Parsed[]; // oxlint-disable-line typescript/no-unsafe-type-assertion -- The composer's documents come from a parser.
}

function faultsOf(yaml: YamlDocument.Parsed): readonly YAMLError[] {
  const deep = yaml.errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
  return deep === undefined ? [...yaml.errors, ...yaml.warnings] : [deep];
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

function wrong(whence: Whence, message: string): ReadDocument {
  return wrongs([{ ...whence, message }]);
}

function wrongs(mistakes: readonly Mistake[]): ReadDocument {
  return { kind: 'wrong', mistakes: sortMistakes(mistakes) };
}
