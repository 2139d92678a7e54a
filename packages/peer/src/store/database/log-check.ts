// Is SQLite's write-ahead log whole? SQLite reads it up to the first frame whose checksum is wrong and says nothing of those behind it, for a power cut
// leaves such a frame, too. Here what only damage can leave is told apart (sqlite.org/fileformat2.html#the_write_ahead_log).

import { existsSync, readFileSync } from 'node:fs';
import { pageBytes } from './database.ts';

type Sums = readonly [number, number];

const littleEndian = 0x377f0682;
const headerBytes = 32;
const headerSaltsAt = 16;
const headerSumsAt = 24;
const frameSizeAt = 4;
const frameSaltsAt = 8;
const frameSumsAt = 16;
const frameHeaderBytes = 24;

/**
 * How many transactions stand behind the first damage in the log, and are lost with it. Zero when the log is whole, or there is none.
 * One alone is not counted: a power cut may have broken it off, and then nobody was told that it had happened.
 */
export function writesBehindDamage(logPath: string): number {
  const log = existsSync(logPath) ? readFileSync(logPath) : Buffer.alloc(0);
  const frames = framesOf(log);
  const first = frames[0];
  if (first === undefined) return 0;
  const add = log.readUInt32BE(0) === littleEndian ? addLittle : addBig;
  let sums = add([0, 0], log.subarray(0, headerSumsAt));
  let isSound = isAt(log, headerSumsAt, sums);
  const salts = isSound ? eight(log, headerSaltsAt) : eight(first, frameSaltsAt);
  let writes = 0;
  for (const frame of frames) {
    // Frames of an earlier run of the log have other salts.
    const isOfThisRun = eight(frame, frameSaltsAt).equals(salts);
    if (isSound) {
      sums = add(add(sums, frame.subarray(0, frameSaltsAt)), frame.subarray(frameHeaderBytes));
      isSound = isOfThisRun && isAt(frame, frameSumsAt, sums);
    }
    const endsWrite = frame.readUInt32BE(frameSizeAt) !== 0;
    if (!isSound && isOfThisRun && endsWrite) writes += 1;
  }
  return writes > 1 ? writes : 0;
}

function framesOf(log: Buffer): readonly Buffer[] {
  const step = frameHeaderBytes + pageBytes;
  const count = Math.max(0, Math.floor((log.length - headerBytes) / step));
  return Array.from({ length: count }, (_, nth) => {
    const at = headerBytes + nth * step;
    return log.subarray(at, at + step);
  });
}

function eight(bytes: Buffer, at: number): Buffer {
  return bytes.subarray(at, at + 8);
}

/** The sums themselves always stand there most significant byte first. */
function isAt(bytes: Buffer, at: number, [first, second]: Sums): boolean {
  return bytes.readUInt32BE(at) === first && bytes.readUInt32BE(at + 4) === second;
}

function addLittle(sums: Sums, bytes: Buffer): Sums {
  return added(sums, bytes, (at) => bytes.readUInt32LE(at));
}

function addBig(sums: Sums, bytes: Buffer): Sums {
  return added(sums, bytes, (at) => bytes.readUInt32BE(at));
}

function added([first, second]: Sums, bytes: Buffer, wordAt: (at: number) => number): Sums {
  let one = first;
  let two = second;
  for (let at = 0; at < bytes.length; at += 8) {
    one = (one + wordAt(at) + two) >>> 0;
    two = (two + wordAt(at + 4) + one) >>> 0;
  }
  return [one, two];
}
