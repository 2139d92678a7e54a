// A peer's notices in the assignment's words, one case a notice. Whole lines without their end; never torn, never glued to a prompt.

import type { Notice } from '../ring/notice.ts';
import { forwardedLine } from './forwarded.ts';
import type { Show } from './show.ts';

export interface VoiceOptions {
  /** Whose voice: the peer's own id. */
  readonly id: number;
  readonly show: ReadonlySet<Show>;
}

/** The lines that a notice is worth; most are worth one, some none. */
export function classicLines(notice: Notice, { id, show }: VoiceOptions): string[] {
  switch (notice.event) {
    case 'launched':
      return [`Launched peer: ${launchMark(id, notice.succ)}`];
    case 'ping-sent':
      return shown(show, 'ping-requests', `> Ping requests sent to ${peers(notice.to)}`);
    case 'ping-received':
      return shown(show, 'ping-requests', `> Ping request message received from Peer ${notice.from}`);
    case 'pong-received':
      return shown(show, 'ping-responses', `> Ping response received from Peer ${notice.from}`);
    case 'forwarded':
      return isOfUse(notice) ? [forwardedLine(notice)] : [];
    case 'join-received':
      return [`> Peer ${notice.asker} Join request received`];
    case 'joined':
      return [
        '> Join request has been accepted',
        ...successorLines(notice.succ, 'My'),
        ...routeLine(notice.route),
      ];
    case 'join-failed':
      return [`> Join request failed: ${notice.message}`];
    case 'succ-changed':
      return successorsChanged(notice, id);
    case 'pred-changed':
      return shown(show, 'debug', `> My predecessors: ${notice.pred.join(', ') || 'nobody known'}`);
    case 'departed':
      return [`> Peer ${notice.peer} will depart from the network`];
    case 'died':
      return [`> Peer ${notice.peer} is no longer alive`];
    case 'revived':
      return [`> Peer ${notice.peer} is alive after all`];
    case 'phase-changed':
      return phaseLines(notice, show);
    case 'found':
      return isOfUse(notice) ? foundLines(notice) : [];
    case 'store-accepted':
      return [`> Store ${notice.name} request accepted`];
    case 'stored':
      return [`> File ${notice.name} has been stored: ${bytesOf(notice)}`];
    case 'value-here':
      return [`> File ${notice.name} is stored here`];
    case 'sending':
      return [`> Sending file ${notice.name}${notice.to === null ? '' : ` to Peer ${notice.to}`}`];
    case 'sent':
      return ['> The file has been sent'];
    case 'value-at':
      return [`> Peer ${notice.owner} had File ${notice.name}`];
    case 'receiving':
      return [`> Receiving File ${notice.name} from Peer ${notice.owner}`];
    case 'received':
      // The one line of the seeds that never had the arrow.
      return [`File ${notice.name} received`];
    case 'trouble':
      return [`> ${notice.message}`];
    case 'debug':
      return shown(show, 'debug', `> ${notice.message}`);
  }
}

/** `<Peer[2]->4->5>`: a peer and the first two successors it was given. In a ring of two, the second is the peer itself. */
export function launchMark(id: number, succ: readonly number[]): string {
  const [first, second] = succ;
  if (first === undefined) return `<Peer[${id}]->None->None>`;
  return `<Peer[${id}]->${first}->${second ?? id}>`;
}

function shown(show: ReadonlySet<Show>, flag: Show, line: string): string[] {
  return show.has(flag) ? [line] : [];
}

function peers(ids: readonly number[]): string {
  return `${ids.length === 1 ? 'Peer' : 'Peers'} ${ids.join(' and ')}`;
}

function successorsChanged(notice: Extract<Notice, { event: 'succ-changed' }>, id: number): string[] {
  // What `init` gave is in the launch line, and a joiner tells its own story once it is in.
  if (notice.reason === 'init' || (notice.reason === 'join' && notice.by === id)) return [];
  const told = notice.reason === 'told' ? ['> Successor Change request received'] : [];
  return [...told, ...successorLines(notice.succ, 'My new')];
}

function successorLines(succ: readonly number[], whose: string): string[] {
  if (succ.length === 0) return ['> I have no successor now'];
  return succ
    .slice(0, 2)
    .map((peer, slot) => `> ${whose} ${slot === 0 ? 'first' : 'second'} successor is Peer ${peer}`);
}

function phaseLines(notice: Extract<Notice, { event: 'phase-changed' }>, show: ReadonlySet<Show>): string[] {
  switch (notice.phase) {
    case 'left':
      return ['> I have left the network'];
    case 'isolated':
      return [`> I have lost everybody I knew: ${notice.why}`];
    case 'fenced':
      return [`> I stop: ${notice.why}`];
    default:
      return shown(show, 'debug', `> I am ${notice.phase} now, was ${notice.was}: ${notice.why}`);
  }
}

/** A lookup for no name is a peer's own: where what it keeps belongs, or who answers a client that waits. */
function isOfUse({ purpose, name }: Extract<Notice, { event: 'found' | 'forwarded' }>): boolean {
  return purpose !== 'lookup' || name !== null;
}

function foundLines(notice: Extract<Notice, { event: 'found' }>): string[] {
  // A joiner's route is told when it is in: before that its walk may have been in vain.
  if (notice.purpose === 'join') return [];
  const owner = notice.purpose === 'lookup' ? [`> Peer ${notice.owner} owns ${notice.name}`] : [];
  return [...owner, ...routeLine(notice.route)];
}

function routeLine(route: readonly number[]): string[] {
  return route.length === 0 ? [] : [`Route: ${route.join(' > ')}`];
}

const sources: Readonly<Record<string, string>> = {
  file: ' from the file given',
  'own-file': " from the asker's own file",
  empty: ', an empty value (no file was given or found)',
};

function bytesOf({ bytes, source }: { readonly bytes: number; readonly source: string }): string {
  return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}${sources[source] ?? ''}`;
}
