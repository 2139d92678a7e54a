// The violation that a few operations of one name prove which no order puts right: what it is called, and what the last answer should have been.

import type { Violation, ViolationKind } from '../findings.ts';
import type { Read, RegisterOperation } from '../register-history.ts';
import { tell } from '../tell.ts';
import { anyOf } from '../words.ts';
import { decide } from './decide.ts';

/** Few operations need few steps. */
const searchStepsMax = 10_000;

/** From operations without an order, in the order of their starts. */
export function noOrder(name: string, operations: readonly RegisterOperation[]): Violation {
  const last = operations.findLast((each): each is Read => each.kind === 'read');
  const fitting = last === undefined ? [] : fittingAnswers(operations, last);
  return tell({
    check: 'register',
    kind: last === undefined ? 'no-order' : kindOf(operations, last),
    name,
    operations: operations.flatMap(({ records }): readonly RegisterOperation['records'][number][] => records),
    should: fitting.length === 0 ? 'another content' : `${anyOf(fitting)} or newer`,
  });
}

/** The last to start is the wrong one: when it did, whatever replaced its content had been stored, or even read. */
function kindOf(operations: readonly RegisterOperation[], last: Read): ViolationKind {
  if (last.content === null) return 'absent';
  const writes = operations.filter(({ kind }) => kind === 'write');
  if (new Set(operations.map(({ content }) => content)).size !== 2 || writes.length !== 2) return 'no-order';
  const hasReadNewer = operations.some(
    ({ kind, content, endMs }) => kind === 'read' && content !== last.content && endMs < last.startMs,
  );
  return hasReadNewer ? 'went-back' : 'stale';
}

/** Contents that the last read could have given. */
function fittingAnswers(operations: readonly RegisterOperation[], last: Read): readonly (string | null)[] {
  const contents = new Set(operations.map(({ content }) => content));
  return [...contents].filter((content) => {
    const put = operations.map((each) => (each === last ? { ...last, content } : each));
    return decide(put, searchStepsMax).verdict === 'ordered';
  });
}
