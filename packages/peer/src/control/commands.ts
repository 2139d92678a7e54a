// The commands a peer can be given, read out of a parsed line. One case a command.

import type { FieldKind } from './event-shape.ts';
import { believe, firstFault, firstOptionalFault, isFields, type Fields } from './fields.ts';
import { parseLinks } from './link-rules.ts';
import type { Command, Neighbour } from './protocol.ts';

/** The command, or what is wrong with it; undefined when no peer of ours knows such a command. */
export function parseCommand(type: string, line: Fields): Command | string | undefined {
  switch (type) {
    case 'status':
    case 'create':
      return { type };
    case 'init':
      return parseInit(line);
    case 'join':
      return read(line, { type, ...present(line, ['via']) }, {}, { via: 'text' });
    case 'leave':
      return read(line, { type, ...present(line, ['force']) }, {}, { force: 'flag' });
    case 'store':
      return read(
        line,
        { type, name: line['name'], ...present(line, ['path', 'bytes']) },
        { name: 'text' },
        paths,
      );
    case 'request':
      return read(line, { type, name: line['name'], ...present(line, ['path']) }, { name: 'text' }, paths);
    case 'keys':
      return read(line, { type, ...present(line, ['after']) }, {}, { after: 'text' });
    case 'lookup':
      return read(line, { type, name: line['name'] }, { name: 'text' });
    case 'links':
      return parseLinks(line);
    default:
      return undefined;
  }
}

type Shape = Readonly<Record<string, FieldKind>>;

const paths: Shape = { path: 'text', bytes: 'text' };

function read(line: Fields, command: Fields, required: Shape, mayBe: Shape = {}): Command | string {
  return believe<Command>(command, firstFault(line, required) ?? firstOptionalFault(line, mayBe));
}

function parseInit(line: Fields): Command | string {
  const { succ } = line;
  if (!Array.isArray(succ) || succ.length === 0 || !succ.every(isNeighbour)) {
    return '"succ" must be a list of {"id":..,"address":".."}';
  }
  return { type: 'init', succ: succ.map(({ id, address }) => ({ id, address })) };
}

function isNeighbour(value: unknown): value is Neighbour {
  return isFields(value) && firstFault(value, { id: 'number', address: 'text' }) === undefined;
}

/** Only the fields that are there, so that an absent one stays absent. */
function present(line: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(
    names.filter((name) => line[name] !== undefined).map((name) => [name, line[name]]),
  );
}
