// The pages of the study of scale: a table and a picture of hops against the size of the ring.

import { linePlot } from './line-plot.ts';
import type { ProtocolCost } from './protocol-ring.ts';
import { mean, percentile } from './statistics.ts';
import type { Page } from './study.ts';

/** A ring with computed fingers. */
export interface HopsRow {
  readonly peers: number;
  readonly mean: number;
  readonly p99: number;
  readonly bytesPerPeer: number;
}

export function scalePages(rows: readonly HopsRow[], costs: readonly ProtocolCost[]): readonly Page[] {
  return [
    { path: 'docs/scale.md', text: tablePage(rows, costs) },
    { path: 'docs/hops.svg', text: hopsPlot(rows) },
  ];
}

function tablePage(rows: readonly HopsRow[], costs: readonly ProtocolCost[]): string {
  return `# Scale

Written by \`pnpm study scale\`. The same core as in every peer, 32 bits, successor lists of 8, finger routing.

## Finger tables computed

A ring that never changes: ids and fingers in flat arrays, every step decided by the protocol's own routing.

${table(
  ['peers', 'mean hops', '1/2 log2 N + 1', 'p99 hops', 'log2 N + 1', 'memory of a peer'],
  rows.map(({ peers, mean: middle, p99, bytesPerPeer }) => [
    counted(peers),
    middle.toFixed(2),
    (0.5 * Math.log2(peers) + 1).toFixed(2),
    String(p99),
    (Math.log2(peers) + 1).toFixed(2),
    `${Math.round(bytesPerPeer)} bytes`,
  ]),
)}

![Hops against the number of peers](hops.svg)

## The whole protocol

60 virtual seconds from an ideal ring, everything on: pings, stabilize, fingers, merge. Nothing may change. Memory is what the simulation holds
in the end, messages under way included. Speed is counted in processor time of one core: what lies in memory is spread the wider, the larger
the ring.

${table(
  ['peers', 'mean hops', 'p99 hops', 'lists that changed', 'memory of a peer', 'events', 'events a second'],
  costs.map(({ peers, hops, changed, bytesPerPeer, events, tookMs }) => [
    counted(peers),
    mean(hops).toFixed(2),
    String(percentile(hops, 0.99)),
    String(changed),
    `${counted(Math.round(bytesPerPeer))} bytes`,
    counted(events),
    counted(Math.round((1_000 * events) / tookMs)),
  ]),
)}
`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padStart(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => `${'-'.repeat(width - 1)}:`).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

function counted(value: number): string {
  return String(value).replaceAll(/(?<=\d)(?=(?:\d{3})+$)/g, ',');
}

function hopsPlot(rows: readonly HopsRow[]): string {
  const points = (value: (row: HopsRow) => number): [number, number][] =>
    rows.map((row) => [Math.log10(row.peers), value(row)]);
  const exponents = [3, 4, 5, 6].filter((exponent) => exponent <= Math.log10(rows.at(-1)?.peers ?? 1_000));
  return linePlot({
    title: 'Hops of a lookup against the number of peers',
    xTitle: 'peers',
    yTitle: 'hops',
    xMarks: exponents.map((exponent) => ({ at: exponent, label: counted(10 ** exponent) })),
    yMarks: [0, 5, 10, 15, 20].map((at) => ({ at, label: String(at) })),
    lines: [
      {
        label: 'log2 N + 1',
        colour: '#b04a2f',
        isDashed: true,
        points: points(({ peers }) => Math.log2(peers) + 1),
      },
      { label: 'p99', colour: '#b04a2f', isDashed: false, points: points(({ p99 }) => p99) },
      {
        label: '1/2 log2 N + 1',
        colour: '#2f6db0',
        isDashed: true,
        points: points(({ peers }) => 0.5 * Math.log2(peers) + 1),
      },
      { label: 'mean', colour: '#2f6db0', isDashed: false, points: points(({ mean: middle }) => middle) },
    ],
  });
}
