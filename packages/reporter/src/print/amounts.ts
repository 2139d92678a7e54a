// Times as the table shows them: at most five columns.

const units = [
  { name: 's', ms: 1_000 },
  { name: 'm', ms: 60_000 },
  { name: 'h', ms: 3_600_000 },
  { name: 'd', ms: 86_400_000 },
] as const;

/** `0.8s`, `12s`, `59m`, `3h`, `120d`. */
export function age(ms: number): string {
  if (ms < 9_950) return `${(ms / 1_000).toFixed(1)}s`;
  let best: (typeof units)[number] = units[0];
  for (const unit of units) if (ms >= unit.ms) best = unit;
  return `${Math.floor(ms / best.ms)}${best.name}`;
}

/** `1 ms`, `250 ms`, `<1 ms`, `2 s`; empty for a silent peer. */
export function roundTrip(ms: number | null): string {
  if (ms === null) return '';
  if (ms < 0.5) return '<1 ms';
  return ms < 99.5 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
