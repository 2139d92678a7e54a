// A record as NDJSON: one object, one line.

import type { ReportRecord } from '../view/record.ts';

export function jsonLine(record: ReportRecord): string {
  return JSON.stringify(record);
}
