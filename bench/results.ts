// Figures on the screen and in a file. The file keeps every sample, so that two runs can be compared later.

import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import { dirname } from 'node:path';
import process from 'node:process';
import Table from 'cli-table3';
import type { Figure } from './benchmark.ts';
import { percentile } from './measure/percentile.ts';

export interface BenchmarkResult {
  readonly name: string;
  readonly asks: string;
  readonly tookMs: number;
  readonly figures: readonly Figure[];
  /** Why it ended early, or null. */
  readonly failure: string | null;
}

export function resultTable(results: readonly BenchmarkResult[]): string {
  const table = new Table({
    head: ['FIGURE', 'UNIT', 'N', 'MEDIAN', 'P99', 'MAX'],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [] },
  });
  for (const { name, asks, figures, failure } of results) {
    table.push([{ colSpan: 6, content: `${name}: ${asks}` }]);
    for (const { what, unit, samples } of figures) {
      const ranks = [0.5, 0.99, 1].map((share) => rounded(percentile(samples, share)));
      table.push([what, unit, samples.length, ...(samples.length > 1 ? ranks : [ranks[0] ?? '', '', ''])]);
    }
    if (failure !== null) table.push([{ colSpan: 6, content: `failed: ${failure}` }]);
  }
  return table.toString();
}

export async function writeResults(path: string, results: readonly BenchmarkResult[]): Promise<void> {
  const machine = {
    cores: cpus().length,
    processor: cpus()[0]?.model ?? '',
    memoryMb: Math.round(totalmem() / 1e6),
    system: `${process.platform} ${release()}`,
    runtime: `Node.js ${process.version}`,
  };
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify({ at: new Date().toISOString(), machine, results })}\n`);
}

/** Three figures that count, for no run is exact beyond them. */
function rounded(value: number): string {
  if (!Number.isFinite(value)) return '-';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.max(Math.abs(value), 1e-9))));
  return Number(value.toFixed(Math.min(digits, 6))).toLocaleString('en-US', { maximumFractionDigits: 6 });
}
