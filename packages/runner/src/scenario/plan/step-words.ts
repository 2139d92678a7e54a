// Steps of a plan in words: one sentence each, and the events of a churn under it.

import { claimWords } from './condition-words.ts';
import type { PlannedDeed, PlannedEffect, PlannedEvent, PlannedJoin } from './plan.ts';
import { countWords, idsWords, shareWords, sideWords, timeWords, whoWords } from './words.ts';

export function deedWords(deed: PlannedDeed): string {
  switch (deed.act) {
    case 'start':
      return `start ${idsWords(deed.joins.map(({ id }) => id))}, ${startWords[deed.how]}`;
    case 'join':
      return `join ${deed.joins.map(joinWords).join(', ')}`;
    case 'leave':
    case 'kill':
    case 'resume':
    case 'restart':
      return `${deed.act} ${whoWords(deed.who)}`;
    case 'pause':
      return `pause ${whoWords(deed.who)}${lasting(deed.forMs)}`;
    case 'partition':
      return `part ${deed.sides.map(sideWords).join(' | ')}${lasting(deed.forMs)}`;
    case 'heal':
      return deed.fault === null ? 'heal all faults' : `heal ${deed.fault}`;
    case 'link': {
      const way = deed.isBothWays ? '<->' : '->';
      return `link ${sideWords(deed.from)} ${way} ${sideWords(deed.to)}: ${effectWords(deed.effect)}${lasting(deed.forMs)}`;
    }
    case 'store': {
      const [first] = deed.values;
      const what =
        first?.path ??
        countWords(
          deed.values.reduce((sum, { bytes }) => sum + bytes, 0),
          'byte',
        );
      return `store ${namesWords(deed.values.map(({ name }) => name))} via ${whoWords(deed.via)} (${what})`;
    }
    case 'request': {
      const to = deed.to === null ? '' : ` to ${deed.to}`;
      const answer = deed.answer === 'found' ? '' : `, answer ${deed.answer}`;
      return `request ${namesWords(deed.names)} via ${whoWords(deed.via)}${to}${answer}`;
    }
    case 'lookup':
      return `look up ${namesWords(deed.names)} via ${whoWords(deed.via)}`;
    case 'churn':
    case 'burst':
      return eventsWords(deed);
    case 'wait':
      return `wait until ${claimWords(deed.claim)}`;
    case 'expect':
      return `expect that ${claimWords(deed.claim)}`;
    case 'mark':
      return `mark: ${deed.text}`;
    case 'parallel':
      return `${deed.branches.length} branches side by side`;
  }
}

const startWords = {
  given: 'each told its neighbours',
  'join-one-by-one': 'joining one by one',
  'join-at-once': 'joining at once',
} as const;

/** `+ 12.4s  kill 988`. */
export function eventWords(event: PlannedEvent): string {
  const at = `+${timeWords(event.atMs)}`.padEnd(9);
  return `${at} ${event.act} ${event.id}${event.act === 'join' ? ` via ${event.via}` : ''}`;
}

function eventsWords({
  act,
  forMs,
  windowMs,
  leftOut,
  events,
}: Extract<PlannedDeed, { readonly events: unknown }>): string {
  const guard = windowMs === null ? 'unguarded' : `guarded within ${timeWords(windowMs)}`;
  const missing = leftOut === 0 ? '' : `, ${countWords(leftOut, 'loss')} left out by the guard`;
  return `${act}${lasting(forMs === 0 ? null : forMs)}: ${countWords(events.length, 'event')}, ${guard}${missing}`;
}

function joinWords({ id, via }: PlannedJoin): string {
  return via === null ? String(id) : `${id} via ${whoWords(via)}`;
}

function namesWords(names: readonly string[]): string {
  const [first = ''] = names;
  return names.length === 1 ? `"${first}"` : `${names.length} names ("${first}" ...)`;
}

function effectWords({ drop, loss, duplicate, reorder, delayMs }: PlannedEffect): string {
  const parts = [
    drop ? ['drop all'] : [],
    loss > 0 ? [`lose ${shareWords(loss)}`] : [],
    delayMs === null
      ? []
      : [
          `delay ${timeWords(delayMs.least)}${delayMs.most > delayMs.least ? ` to ${timeWords(delayMs.most)}` : ''}`,
        ],
    duplicate > 0 ? [`double ${shareWords(duplicate)}`] : [],
    reorder > 0 ? [`reorder ${shareWords(reorder)}`] : [],
  ];
  return parts.flat().join(', ');
}

function lasting(ms: number | null): string {
  return ms === null ? '' : ` for ${timeWords(ms)}`;
}
