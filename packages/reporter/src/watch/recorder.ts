// The record file: NDJSON, whole lines only, written before the next sweep begins.

import { closeSync, openSync, writeSync } from 'node:fs';
import { EXIT, ProgramError } from '@ringside/peer/settings';
import { jsonLine } from '../print/json-line.ts';
import type { ReportRecord } from '../view/record.ts';

export interface Recorder extends Disposable {
  write(records: readonly ReportRecord[]): void;
}

/** Replaces a file that is there. Throws a ProgramError that names the file when it cannot be written. */
export function openRecorder(path: string): Recorder {
  const file = attempt(path, () => openSync(path, 'w'));
  return {
    write(records) {
      if (records.length === 0) return;
      attempt(path, () => writeSync(file, records.map((record) => `${jsonLine(record)}\n`).join('')));
    },
    [Symbol.dispose]() {
      closeSync(file);
    },
  };
}

function attempt<Result>(path: string, write: () => Result): Result {
  try {
    return write();
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
    throw new ProgramError(
      EXIT.cannotWrite,
      `--record cannot write "${path}" (${why}); name a file that can be written.`,
      { cause },
    );
  }
}
