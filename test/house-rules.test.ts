import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { readText, sources } from './sources.ts';

const packageSources = sources('packages/*/src/**/*.ts');
const everything = sources('packages/*/{src,test}/**/*.ts', '{bench,examples,scripts,test}/**/*.ts');

const bannedWords = [
  'data',
  'info',
  'manager',
  'handler',
  'util',
  'utils',
  'helper',
  'helpers',
  'common',
  'node',
];

function offenders(pattern: RegExp): string[] {
  return everything.flatMap(({ path, code }) => (pattern.test(code) ? [path] : []));
}

test('no file is longer than 250 lines', () => {
  expect(everything.filter(({ lines }) => lines > 250).map(({ path, lines }) => `${path}: ${lines}`)).toEqual(
    [],
  );
});

test('half of the sources have fewer than 100 lines', () => {
  const short = packageSources.filter(({ lines }) => lines < 100);
  expect(short.length).toBeGreaterThanOrEqual(packageSources.length / 2);
});

test('every source opens with a comment that says what lives in it', () => {
  const silent = packageSources.filter(({ text }) => !/^(?:#!.*\n)?(?:\/\/ |\/\*\*)/.test(text));
  expect(silent.map(({ path }) => path)).toEqual([]);
});

test('file names are kebab-case and carry no word that says nothing', () => {
  const names = everything.map(({ path }) => basename(path, '.ts'));
  expect(names.filter((name) => !/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/.test(name))).toEqual([]);
  expect(names.filter((name) => name.split(/[.-]/).some((word) => bannedWords.includes(word)))).toEqual([]);
});

test('nothing ends the process by itself: programs set the exit code', () => {
  expect(offenders(/\bprocess\.exit\(/)).toEqual([]);
});

test('no type is `any`', () => {
  expect(offenders(/(?:[:<,|&(]\s*|\bas )any\b(?!\()/)).toEqual([]);
});

test('only spawn/ imports execa', () => {
  const importers = sources('packages/*/src/**/*.ts').filter(({ imports }) =>
    imports.some(({ from }) => from === 'execa'),
  );
  expect(
    importers.map(({ path }) => path).filter((path) => !path.startsWith('packages/runner/src/spawn/')),
  ).toEqual([]);
});

test('README.md says how to run it and how to test it, each in one fenced command', () => {
  const readme = readText('README.md');
  for (const title of ['Run it', 'Test it']) {
    const section = new RegExp(`^## ${title}\n(?<body>[\\s\\S]*?)(?=^## |(?![\\s\\S]))`, 'm').exec(readme);
    const blocks = [...(section?.groups?.['body'] ?? '').matchAll(/^```\w*\n(?<lines>[\s\S]*?)^```/gm)];
    const commands = blocks.map(({ groups }) => groups?.['lines']?.trim().split('\n'));
    expect(commands, title).toEqual([[expect.stringMatching(/^npx -y pnpm@/)]]);
  }
});
