import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { layerTable } from './layer-table.ts';
import { readText, sources, type Source } from './sources.ts';

const packageSources = sources('packages/*/src/**/*.ts');

/** The clock, chance and the outside world, as plain code names them. */
const impure =
  /\b(?:Date\.now|new Date\(\)|Math\.random|performance|process|crypto|fetch|setTimeout|setInterval|setImmediate|queueMicrotask)\b/;

/** `packages/peer/src/ring/step.ts` -> `peer/ring`. What tests share is no layer. */
function layerOf(path: string): string {
  const [, name = '', top, folder = '', file] = path.split('/');
  if (top !== 'src') return `${name}/${top}`;
  if (file === undefined || folder === 'cli') return `${name}/programs`;
  if (folder === 'control' && file.startsWith('serve')) return `${name}/control-serve`;
  return `${name}/${folder}`;
}

/** The source file behind an import of our own, or undefined for a library and for node. */
function ownFile(source: Source, from: string): string | undefined {
  if (from.startsWith('.')) return join(dirname(source.path), from);
  const own = /^@ringside\/(?<name>[^/]+)(?<entry>\/.+)?$/.exec(from)?.groups;
  if (own === undefined) return undefined;
  const folder = `packages/${own['name']}`;
  return join(folder, exportsOf(folder)[`.${own['entry'] ?? ''}`] ?? 'not-exported.ts');
}

function exportsOf(folder: string): Readonly<Record<string, string>> {
  const manifest: { readonly exports: Readonly<Record<string, string>> } = JSON.parse(
    readText(`${folder}/package.json`),
  );
  return manifest.exports;
}

function libraryOf(from: string): string {
  return from.split('/', from.startsWith('@') ? 2 : 1).join('/');
}

function strangers(source: Source): string[] {
  const layer = layerOf(source.path);
  const row = layerTable[layer];
  return source.imports.flatMap(({ from, isTypeOnly }) => {
    const file = ownFile(source, from);
    if (file !== undefined) {
      const other = layerOf(file);
      const allowed = [layer, ...(row?.layers ?? []), ...((isTypeOnly && row?.types) || [])];
      return allowed.includes(other) ? [] : [`${source.path} imports ${other}`];
    }
    if (from.startsWith('node:')) return row?.isPure === true ? [`${source.path} imports ${from}`] : [];
    return row?.libraries?.includes(libraryOf(from)) === true ? [] : [`${source.path} imports ${from}`];
  });
}

test('every source belongs to a layer of the table', () => {
  const layers = new Set(packageSources.map(({ path }) => layerOf(path)));
  expect([...layers].filter((layer) => layerTable[layer] === undefined)).toEqual([]);
});

test('every layer imports only what the table lets it', () => {
  expect(packageSources.flatMap(strangers)).toEqual([]);
});

test('a pure layer reads no clock, draws no random number, touches nothing outside', () => {
  const pure = packageSources.filter(({ path }) => layerTable[layerOf(path)]?.isPure === true);
  expect(pure.length).toBeGreaterThan(0);
  const impurities = pure.flatMap(({ path, code }) => {
    const found = impure.exec(code)?.[0];
    return found === undefined ? [] : [`${path}: ${found}`];
  });
  expect(impurities).toEqual([]);
});

test('a pure layer is given nothing impure to import', () => {
  const leaks = Object.entries(layerTable).flatMap(([layer, row]) =>
    row.isPure === true
      ? row.layers
          .filter((other) => layerTable[other]?.isPure !== true)
          .map((other) => `${layer} -> ${other}`)
      : [],
  );
  expect(leaks).toEqual([]);
});

test('the table has no circle: nothing points back, neither between layers nor between packages', () => {
  const circles: string[] = [];
  const walk = (layer: string, above: readonly string[]): void => {
    if (above.includes(layer)) circles.push([...above, layer].join(' -> '));
    else for (const other of layerTable[layer]?.layers ?? []) walk(other, [...above, layer]);
  };
  for (const layer of Object.keys(layerTable)) walk(layer, []);
  expect(circles).toEqual([]);
});
