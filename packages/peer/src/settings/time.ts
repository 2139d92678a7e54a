// Times as people write them. Units are always in the text; a bare number means seconds, as in the assignment.

const unitsMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** `3` and `3s` are 3,000 ms; `500ms`; `2m`; `1h`. Undefined when the text is no time, or not above zero. */
export function parseTimeMs(text: string): number | undefined {
  const match = /^(?<amount>\d+(?:\.\d+)?)(?<unit>ms|s|m|h)?$/.exec(text.trim());
  if (match?.groups === undefined) return undefined;
  const ms = Number(match.groups['amount']) * (unitsMs[match.groups['unit'] ?? 's'] ?? 1);
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}

/** The shortest exact way to write a time: `500ms`, `3s`, `2m`. */
export function formatTimeMs(ms: number): string {
  for (const unit of ['h', 'm', 's']) {
    const size = unitsMs[unit] ?? 1;
    if (ms >= size && ms % size === 0) return `${ms / size}${unit}`;
  }
  return `${ms}ms`;
}
