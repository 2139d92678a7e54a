// `pnpm bench`: every benchmark in turn, one at a time, or those named by `--only`. The table goes to stdout, progress to stderr,
// every sample to .ringside/bench.json. `--quick` does little of each, to see that it works. Exit code 1 when one failed, 64 for a bad flag.

import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { Benchmark, Extent, Figure } from './benchmark.ts';
import { resultTable, writeResults, type BenchmarkResult } from './results.ts';

type Load = () => Promise<Benchmark>;

/** Loaded when their turn comes, so that one that cannot be loaded does not stop the others. */
const benchmarks: Readonly<Record<string, Load>> = {
  start: async () => (await import('./benchmarks/start.ts')).start,
  healing: async () => (await import('./benchmarks/healing.ts')).healing,
  lookups: async () => (await import('./benchmarks/lookups.ts')).lookups,
  judge: async () => (await import('./benchmarks/judge.ts')).judge,
  histories: async () => (await import('./benchmarks/histories.ts')).histories,
  redraw: async () => (await import('./benchmarks/redraw.ts')).redraw,
};

const path = join(import.meta.dirname, '..', '.ringside', 'bench.json');

async function main(): Promise<number> {
  const asked = understood();
  if (typeof asked === 'string') {
    process.stderr.write(`bench: ${asked}\n`);
    return 64;
  }
  const results: BenchmarkResult[] = [];
  for (const [name, load] of asked.chosen) results.push(await runOne(name, load, asked));
  await writeResults(path, results);
  process.stdout.write(`${resultTable(results)}\n`);
  return results.some(({ failure }) => failure !== null) ? 1 : 0;
}

/** What the command line asks for, or what is wrong with it. */
function understood(): (Extent & { readonly chosen: readonly (readonly [string, Load])[] }) | string {
  const all = Object.keys(benchmarks);
  try {
    const { values } = parseArgs({
      options: { only: { type: 'string', multiple: true }, quick: { type: 'boolean', default: false } },
    });
    const names = values.only ?? all;
    const unknown = names.find((name) => !all.includes(name));
    if (unknown !== undefined) return `--only ${unknown} is no benchmark; there are ${all.join(', ')}`;
    const chosen = Object.entries(benchmarks).filter(([name]) => names.includes(name));
    return { chosen, isQuick: values.quick };
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)} Use --only <name> or --quick.`;
  }
}

async function runOne(name: string, load: Load, extent: Extent): Promise<BenchmarkResult> {
  const figures: Figure[] = [];
  const startedAt = performance.now();
  const say = (line: string): void => void process.stderr.write(`${name}: ${line}\n`);
  let asks = '';
  let failure: string | null = null;
  try {
    const benchmark = await load();
    asks = benchmark.asks;
    say(asks);
    await benchmark.run({ say, record: (figure) => void figures.push(figure) }, extent);
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
    say(`failed: ${failure}`);
  }
  return { name, asks, tookMs: performance.now() - startedAt, figures, failure };
}

process.exitCode = await main();
