// Retells a story: the commands of a text file on a table-top ring, each followed by what is to be seen then.

import { drawRing } from '../../src/sim/index.ts';
import { TableTop } from '../ring/table-top.ts';

/** The same text with fresh answers. A line that is indented is an answer; `#` begins a remark. */
export function retell(story: string): string {
  const table = new TableTop();
  const told: string[] = [];
  for (const line of story.split('\n')) {
    if (line.startsWith('  ')) continue;
    told.push(line);
    if (line === '' || line.startsWith('#')) continue;
    for (const answer of obey(table, line.split(' '))) told.push(`  ${answer}`);
  }
  return told.join('\n');
}

function obey(table: TableTop, [command = '', ...words]: readonly string[]): readonly string[] {
  const said = table.notices.length;
  const [first = 0, second = 0] = words.map(Number);
  switch (command) {
    case 'create':
      table.launch(first, { kind: 'create' });
      break;
    case 'join':
      table.join(first, second);
      break;
    case 'leave':
      table.give(table.seat(first), { kind: 'leave', isForced: false });
      break;
    case 'kill':
      table.crash(table.seat(first), 'killed');
      break;
    case 'silence':
      table.crash(table.seat(first), 'silent');
      break;
    case 'restart':
      table.restart(first);
      break;
    case 'run':
      table.runFor(first);
      break;
    case 'draw':
      return drawRing(table).split('\n');
    default:
      return [`unknown command ${command}`];
  }
  return table.notices.slice(said).flatMap(({ at, peer, notice }) => {
    const sentence = sentenceFor(notice);
    return sentence === undefined ? [] : [`${Math.round(at)} ms: ${peer} ${sentence}`];
  });
}

function sentenceFor(notice: TableTop['notices'][number]['notice']): string | undefined {
  switch (notice.event) {
    case 'succ-changed':
      return `points at ${notice.succ.join(' ') || 'nobody'} (${notice.reason})`;
    case 'died':
      return `finds ${notice.peer} dead after ${Math.round(notice.afterMs)} ms`;
    case 'departed':
      return `hears ${notice.peer} say good-bye`;
    case 'revived':
      return `hears ${notice.peer} again`;
    case 'joined':
      return `has joined by ${notice.route.join(' ')}`;
    case 'phase-changed':
      return `is ${notice.phase}: ${notice.why}`;
    case 'trouble':
    case 'join-failed':
      return notice.message;
    default:
      return undefined;
  }
}
