// Records as NDJSON, one a line, and back. Absent is null, units are in the names. Total: any text gives operations and faults, never an exception.

import type { Client, Operation, RequestOutcome, StoreOutcome, VersionStamp } from '../operation.ts';
import { timeFault } from '../time-fault.ts';

const quoteMax = 120;
const storeOutcomes: readonly StoreOutcome[] = ['stored', 'not-stored', 'unknown'];
const requestOutcomes: readonly RequestOutcome[] = ['found', 'not-found', 'unavailable', 'unknown'];

export interface LineFault {
  /** From 1. */
  readonly line: number;
  /** What is wrong with it, in words, and how it begins. */
  readonly why: string;
  readonly quote: string;
}

export interface ReadHistory {
  readonly operations: readonly Operation[];
  /** Lines that hold no operation. A history that lacks operations must not be judged as if it were whole. */
  readonly faults: readonly LineFault[];
}

/** A JSON object that nobody has looked into yet. */
type Fields = Readonly<Record<string, unknown>>;

/** One line, its end included. An end that never came is null, for JSON has no Infinity. */
export function formatOperation(operation: Operation): string {
  const { kind, client, name, startMs, endMs, outcome } = operation;
  const line = {
    v: 1,
    type: 'operation',
    kind,
    client,
    name,
    startMs,
    endMs: endMs === Infinity ? null : endMs,
    outcome,
    content: 'content' in operation ? operation.content : null,
    ...('mayBeOld' in operation ? { mayBeOld: operation.mayBeOld } : {}),
    ...(kind === 'store' ? { request: operation.request ?? null, stamp: operation.stamp ?? null } : {}),
  };
  return `${JSON.stringify(line)}\n`;
}

/** Empty lines are passed over, and fields that it does not know. */
export function readOperations(text: string | Iterable<string>): ReadHistory {
  const operations: Operation[] = [];
  const faults: LineFault[] = [];
  let number = 0;
  for (const line of typeof text === 'string' ? text.split('\n') : text) {
    number += 1;
    if (line.trim() === '') continue;
    const read = parseOperation(line);
    if (typeof read === 'string') faults.push({ line: number, why: read, quote: line.slice(0, quoteMax) });
    else operations.push(read);
  }
  return { operations, faults };
}

/** The operation in a line, or why there is none. */
export function parseOperation(line: string): Operation | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'not JSON';
  }
  if (!isFields(value)) return 'not an object';
  if (value['v'] !== 1) return `of version ${JSON.stringify(value['v'])}, not 1`;
  if (value['type'] !== 'operation') return `of type ${JSON.stringify(value['type'])}, not "operation"`;
  return operationOf(value);
}

function operationOf(fields: Fields): Operation | string {
  const { client, name, startMs, kind } = fields;
  const endMs = fields['endMs'] ?? Infinity;
  if (!isClient(client)) return '"client" must be a text or a number';
  if (typeof name !== 'string') return '"name" must be a text';
  if (typeof startMs !== 'number' || typeof endMs !== 'number')
    return '"startMs" must be a number, "endMs" a number or null';
  const fault = timeFault({ startMs, endMs });
  if (fault !== undefined) return `an operation that ${fault}`;
  const asked = { client, name, startMs, endMs };
  if (kind === 'store') return storeOf(fields, asked);
  return kind === 'request' ? requestOf(fields, asked) : '"kind" must be "store" or "request"';
}

type Asked = Pick<Operation, 'client' | 'name' | 'startMs' | 'endMs'>;

function storeOf(fields: Fields, asked: Asked): Operation | string {
  const { content } = fields;
  const request = fields['request'] ?? undefined;
  const stamp = fields['stamp'] ?? undefined;
  const outcome = storeOutcomes.find((each) => each === fields['outcome']);
  if (outcome === undefined) return `"outcome" of a store must be one of ${storeOutcomes.join(', ')}`;
  if (typeof content !== 'string') return '"content" of a store must be a text';
  if (request !== undefined && typeof request !== 'string') return '"request" must be a text or null';
  if (stamp !== undefined && !isStamp(stamp))
    return '"stamp" must be null or have the numbers "at", "by" and "life"';
  return {
    ...asked,
    kind: 'store',
    outcome,
    content,
    ...(request === undefined ? {} : { request }),
    ...(stamp === undefined ? {} : { stamp: { at: stamp.at, by: stamp.by, life: stamp.life } }),
  };
}

function requestOf(fields: Fields, asked: Asked): Operation | string {
  const { content } = fields;
  const outcome = requestOutcomes.find((each) => each === fields['outcome']);
  if (outcome === undefined) return `"outcome" of a request must be one of ${requestOutcomes.join(', ')}`;
  if (outcome !== 'found') return { ...asked, kind: 'request', outcome };
  if (typeof content !== 'string') return '"content" of what was found must be a text';
  const mayBeOld = fields['mayBeOld'] === true;
  return { ...asked, kind: 'request', outcome, content, ...(mayBeOld ? { mayBeOld } : {}) };
}

function isClient(value: unknown): value is Client {
  return typeof value === 'string' || typeof value === 'number';
}

function isStamp(value: unknown): value is VersionStamp {
  return isFields(value) && ['at', 'by', 'life'].every((name) => typeof value[name] === 'number');
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
