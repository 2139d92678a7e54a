// From a line to a command. Pure and total: a wrong line gives one sentence with the mend.

import { parseTimeMs, UsageError } from '@ringside/peer/settings';
import type { ParsedLine, RunnerCommand } from './command.ts';
import { nearest } from './nearest.ts';

/** Ids and names to ids, by the rules of the ring; throws UsageError. */
export type IdReader = (text: string, source: string) => number;

interface Form {
  /** As help shows it. */
  readonly usage: string;
  readonly says: string;
  /** Undefined: the words do not have this form. */
  read(words: readonly string[], idOf: (text: string) => number): RunnerCommand | undefined;
}

/** Longest wait that is worth a word. */
const defaultWithin = '15s';

export const forms: Readonly<Record<string, Form>> = {
  join: {
    usage: 'join 15 via 4 [unmonitored]',
    says: 'start peer 15 and join it through peer 4',
    read([id, via, known, unmonitored, ...rest], idOf) {
      if (id === undefined || via !== 'via' || known === undefined || rest.length > 0) return undefined;
      if (unmonitored !== undefined && unmonitored !== 'unmonitored') return undefined;
      return { kind: 'join', id: idOf(id), via: idOf(known), isMonitored: unmonitored === undefined };
    },
  },
  quit: {
    usage: 'quit 9',
    says: 'let peer 9 say good-bye; without a number, end the ring',
    read: (words, idOf) => (words.length === 0 ? { kind: 'end' } : onePeer('quit', words, idOf)),
  },
  kill: {
    usage: 'kill 14',
    says: 'end peer 14 without warning (SIGKILL)',
    read: (words, idOf) => onePeer('kill', words, idOf),
  },
  pause: {
    usage: 'pause 5',
    says: 'stop peer 5 (SIGSTOP)',
    read: (words, idOf) => onePeer('pause', words, idOf),
  },
  resume: {
    usage: 'resume 5',
    says: 'let it go on (SIGCONT)',
    read: (words, idOf) => onePeer('resume', words, idOf),
  },
  restart: {
    usage: 'restart 14',
    says: 'start peer 14 again, with what it had stored',
    read: (words, idOf) => onePeer('restart', words, idOf),
  },
  store: {
    usage: 'store 2067 via 8 [from <file>]',
    says: 'store a value under the name 2067',
    read([name, via, asker, from, ...file], idOf) {
      const path = optionalRest('from', from, file);
      if (name === undefined || via !== 'via' || asker === undefined || path === null) return undefined;
      return { kind: 'store', name, via: idOf(asker), from: path };
    },
  },
  request: {
    usage: 'request 4103 via 2 [to <file>]',
    says: 'fetch the value stored under 4103',
    read([name, via, asker, to, ...file], idOf) {
      const path = optionalRest('to', to, file);
      if (name === undefined || via !== 'via' || asker === undefined || path === null) return undefined;
      return { kind: 'request', name, via: idOf(asker), to: path };
    },
  },
  lookup: {
    usage: 'lookup 2067 via 8',
    says: 'say who owns the name 2067',
    read([name, via, asker, ...rest], idOf) {
      if (name === undefined || via !== 'via' || asker === undefined || rest.length > 0) return undefined;
      return { kind: 'lookup', name, via: idOf(asker) };
    },
  },
  keys: {
    usage: 'keys 5 [after 2067]',
    says: 'show what peer 5 holds, in the order of the names',
    read([id, word, ...name], idOf) {
      const after = optionalRest('after', word, name);
      return id === undefined || after === null ? undefined : { kind: 'keys', id: idOf(id), after };
    },
  },
  wait: {
    usage: 'wait ideal within 15s',
    says: 'wait until every neighbour is right',
    read([ideal, within, time = defaultWithin, ...rest]) {
      if (ideal !== 'ideal' || (within !== undefined && within !== 'within') || rest.length > 0)
        return undefined;
      return parseTimeMs(time) === undefined ? undefined : { kind: 'wait', within: time };
    },
  },
  expect: {
    usage: 'expect 9 succ 14,15',
    says: "check peer 9's nearest successors (or pred: predecessors)",
    read([id, list, ...ids], idOf) {
      if (id === undefined || (list !== 'succ' && list !== 'pred') || ids.length === 0) return undefined;
      const listed = ids
        .join(' ')
        .split(/[\s,]+/)
        .filter((part) => part !== '');
      return { kind: 'expect', id: idOf(id), list, ids: listed.map(idOf) };
    },
  },
  table: {
    usage: 'table',
    says: 'show the ring table and the verdict',
    read: (words) => (words.length === 0 ? { kind: 'table' } : undefined),
  },
  status: {
    usage: 'status',
    says: 'show who runs where',
    read: (words) => (words.length === 0 ? { kind: 'status' } : undefined),
  },
  load: {
    usage: 'load',
    says: 'show who carries how much, and whether that is fair',
    read: (words) => (words.length === 0 ? { kind: 'load' } : undefined),
  },
  help: { usage: 'help', says: 'show this', read: () => ({ kind: 'help' }) },
  exit: {
    usage: 'exit',
    says: 'end the ring',
    read: (words) => (words.length === 0 ? { kind: 'end' } : undefined),
  },
};

/** Words may be in any case, as the assignment's are; what follows # is a comment. */
export function parseLine(line: string, idOf: IdReader): ParsedLine {
  const [verb, ...words] = line
    .replace(/(^|\s)#.*$/, '')
    .trim()
    .split(/\s+/);
  if (verb === undefined || verb === '') return { kind: 'nothing' };
  const name = verb.toLowerCase();
  const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
  if (form === undefined) {
    const close = nearest(name, Object.keys(forms));
    const mend = close === undefined ? 'help lists the commands' : `did you mean ${close}?`;
    return { kind: 'wrong', message: `there is no command "${verb}"; ${mend}` };
  }
  try {
    const command = form.read(words, (text) => idOf(text, name));
    if (command !== undefined) return { kind: 'command', command };
    return { kind: 'wrong', message: `"${line.trim()}" is no ${name}; write it like: ${form.usage}` };
  } catch (error) {
    if (error instanceof UsageError) return { kind: 'wrong', message: error.message };
    throw error;
  }
}

function onePeer(
  kind: 'quit' | 'kill' | 'pause' | 'resume' | 'restart',
  [id, ...rest]: readonly string[],
  idOf: (text: string) => number,
): RunnerCommand | undefined {
  return id === undefined || rest.length > 0 ? undefined : { kind, id: idOf(id) };
}

/** Undefined: nothing more was said. Null: it was said wrongly. A path or a name may hold spaces. */
function optionalRest(
  word: string,
  said: string | undefined,
  rest: readonly string[],
): string | undefined | null {
  if (said === undefined) return undefined;
  return said === word && rest.length > 0 ? rest.join(' ') : null;
}
