// Control lines to text and back. Total: any text gives a value, never an exception, and unknown fields are ignored.

import { eventShapes, isEventName } from './event-shape.ts';
import { believe, firstFault, firstOptionalFault, isCount, isFields, type Fields } from './fields.ts';
import { parseCommand } from './commands.ts';
import type {
  CommandLine,
  DoneReply,
  EventLine,
  FailedReply,
  PeerLine,
  ReadyLine,
  StatusReply,
} from './protocol.ts';

/** The longest line, in characters of UTF-8; a longer one is broken whatever it says. */
export const lineBytesMax: number = 64 * 1024;

const quoteMax = 120;
const opening = '{"rs":';

/** A line that the peer cannot obey. `n` is there when the line at least said who waits for an answer. */
export type Disobeyed =
  | { readonly kind: 'broken'; readonly quote: string; readonly why: string; readonly n: number | null }
  | { readonly kind: 'unsupported'; readonly n: number; readonly type: string };

export type ParsedCommand = { readonly kind: 'command'; readonly line: CommandLine } | Disobeyed;

type WithoutVersion<Line> = Line extends unknown ? Omit<Line, 'rs'> : never;

/** Everything that may be said on the control protocol, without the version that `formatLine` puts first. */
export type Sayable = WithoutVersion<
  ReadyLine | StatusReply | DoneReply | FailedReply | EventLine | CommandLine
>;

/** What a peer said, from one line of its stdout (without the line's end). */
export function parsePeerLine(text: string): PeerLine {
  if (!text.startsWith(opening)) return { kind: 'log', text };
  const opened = openLine(text);
  if (typeof opened === 'string') return { kind: 'broken', quote: quoteOf(text), why: opened };
  const understood = understand(opened);
  return typeof understood === 'string'
    ? { kind: 'broken', quote: quoteOf(text), why: understood }
    : understood;
}

/** What the runner asks for, from one line of the peer's stdin (without the line's end). */
export function parseCommandLine(text: string): ParsedCommand {
  const opened = openLine(text);
  if (typeof opened === 'string') return { kind: 'broken', quote: quoteOf(text), why: opened, n: null };
  const { n } = opened;
  if (!isCount(n))
    return { kind: 'broken', quote: quoteOf(text), why: '"n" must be a whole number', n: null };
  const { type } = opened;
  if (typeof type !== 'string')
    return { kind: 'broken', quote: quoteOf(text), why: '"type" must be a text', n };
  const command = parseCommand(type, opened);
  if (command === undefined) return { kind: 'unsupported', n, type };
  if (typeof command === 'string') return { kind: 'broken', quote: quoteOf(text), why: command, n };
  return { kind: 'command', line: { ...command, rs: 1, n } };
}

/** One whole line, its end included: `{"rs":1,...}\n`. Write it in one piece. */
export function formatLine(line: Sayable): string {
  return `${JSON.stringify({ rs: 1, ...line })}\n`;
}

/** The object in a control line, or why there is none. */
function openLine(text: string): Fields | string {
  // A character is at least one byte, so the cheap test comes first; counting bytes would need a copy of the line.
  if (text.length > lineBytesMax) return `longer than ${lineBytesMax} bytes`;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'not JSON';
  }
  if (!isFields(value)) return 'not an object';
  return value['rs'] === 1
    ? value
    : `speaks version ${JSON.stringify(value['rs'])} of the control protocol, not 1`;
}

function understand(line: Fields): PeerLine | string {
  if (line['re'] !== undefined) return understandReply(line);
  switch (line['type']) {
    case 'ready':
      return understandReady(line);
    case 'event':
      return understandEvent(line);
    default:
      return `unknown type ${JSON.stringify(line['type'])}`;
  }
}

function understandReady(fields: Fields): PeerLine | string {
  const { can = [], impl = 'unknown' } = fields;
  const said = { ...fields, can, impl };
  const line = believe<ReadyLine>(
    said,
    firstFault(said, { id: 'number', address: 'text', pid: 'number', impl: 'text', can: 'texts' }),
  );
  return typeof line === 'string' ? line : { kind: 'ready', line };
}

function understandReply(fields: Fields): PeerLine | string {
  if (!isCount(fields['re'])) return '"re" must be a whole number';
  if (fields['ok'] === true) return understandDone(fields);
  if (fields['ok'] === false) return understandFailed(fields);
  return understandStatus(fields);
}

function understandDone(fields: Fields): PeerLine | string {
  const fault = firstOptionalFault(fields, {
    owner: 'number',
    key: 'number',
    route: 'numbers',
    pred: 'numbers',
    succ: 'numbers',
    bytes: 'number',
    path: 'text',
    copies: 'text',
    source: 'text',
    holders: 'numbers',
    version: 'number',
    sure: 'flag',
    all: 'flag',
  });
  const line = believe<DoneReply>(fields, fault ?? keysFault(fields['keys']));
  return typeof line === 'string' ? line : { kind: 'done', line };
}

function keysFault(keys: unknown): string | undefined {
  if (keys === undefined) return undefined;
  if (!Array.isArray(keys) || !keys.every(isFields)) return '"keys" must be a list of values';
  const shape = {
    name: 'text',
    key: 'number',
    bytes: 'number',
    at: 'number',
    by: 'number',
    owned: 'flag',
  } as const;
  return keys.map((each) => firstFault(each, shape)).find((fault) => fault !== undefined);
}

function understandFailed(fields: Fields): PeerLine | string {
  const { code = 'failed', definite = false, message = code } = fields;
  const said = { ...fields, code, definite, message };
  const fault =
    firstFault(said, { code: 'text', definite: 'flag', message: 'text' }) ??
    firstOptionalFault(said, { route: 'numbers' });
  const line = believe<FailedReply>(said, fault);
  return typeof line === 'string' ? line : { kind: 'failed', line };
}

function understandStatus(fields: Fields): PeerLine | string {
  const { epoch = 0, version = 0, keys = 0 } = fields;
  const said = { ...fields, epoch, version, keys };
  const fault = firstFault(said, {
    id: 'number',
    phase: 'text',
    epoch: 'number',
    version: 'number',
    pred: 'numbers',
    succ: 'numbers',
    keys: 'number',
  });
  const loads = firstOptionalFault(said, { bytes: 'number', owned: 'number', ownedBytes: 'number' });
  const line = believe<StatusReply>(said, fault ?? loads);
  return typeof line === 'string' ? line : { kind: 'status', line };
}

function understandEvent(fields: Fields): PeerLine | string {
  const { event, at = '' } = fields;
  // A newer peer may have more to tell; what we have no word for is kept as text.
  if (!isEventName(event)) return { kind: 'log', text: JSON.stringify(fields) };
  const said = { ...fields, at };
  const line = believe<EventLine>(said, firstFault(said, { at: 'text', ...eventShapes[event] }));
  return typeof line === 'string' ? line : { kind: 'event', line };
}

function quoteOf(text: string): string {
  return text.length > quoteMax ? `${text.slice(0, quoteMax)}...` : text;
}
