// Carries out one command on a ring and says in a sentence what came of it. The only place where commands meet a ring.

import { helpLines, type RunnerCommand } from '../commands/index.ts';
import { secondsWords } from '../print/amounts.ts';
import { fetched, joined, lookedUp, stored } from '../print/answers.ts';
import { keysLines } from '../print/keys-table.ts';
import { membersTable } from '../print/members-table.ts';
import { CommandError, loadOfReports, type Ring } from '../ring/index.ts';
import { loadLines, loadRecord, tableLines, type LoadRecord } from '@ringside/reporter';
import { lookOnce } from './last-words.ts';

export interface Outcome {
  readonly isOk: boolean;
  /** At least one line; the first is the sentence. */
  readonly lines: readonly string[];
  readonly tookMs: number;
  /** For programs, beside the outcome itself. */
  readonly record?: LoadRecord;
  /** For programs, when it failed. */
  readonly code: string | undefined;
}

/** Never rejects for what the ring refuses: that is an outcome too. */
export async function execute(command: RunnerCommand, ring: Ring): Promise<Outcome> {
  const startedAt = performance.now();
  try {
    const said = await carryOut(command, ring);
    const told = 'lines' in said ? said : { lines: said };
    return { isOk: true, ...told, tookMs: performance.now() - startedAt, code: undefined };
  } catch (error) {
    if (!isForeseen(error)) throw error;
    const { message } = error;
    const code = error instanceof CommandError ? error.code : error.name;
    return { isOk: false, lines: [message], tookMs: performance.now() - startedAt, code };
  }
}

/** A peer that did not come up is an outcome of a join; anything else unforeseen is our bug. */
function isForeseen(error: unknown): error is Error {
  return error instanceof Error && (error instanceof CommandError || error.name === 'StartError');
}

type Told = readonly string[] | Pick<Outcome, 'lines' | 'record'>;

async function carryOut(command: RunnerCommand, ring: Ring): Promise<Told> {
  switch (command.kind) {
    case 'join': {
      const done = await ring.join(command.id, { via: command.via, isMonitored: command.isMonitored });
      return [joined(command.id, 'joined', done)];
    }
    case 'restart':
      return [joined(command.id, 'is back', await ring.restart(command.id))];
    case 'quit': {
      const { tookMs } = await ring.quit(command.id);
      return [`Peer ${command.id} left in ${secondsWords(tookMs)}`];
    }
    case 'kill':
      await ring.kill(command.id);
      return [`Peer ${command.id} was killed`];
    case 'pause':
      ring.pause(command.id);
      return [`Peer ${command.id} is paused`];
    case 'resume':
      ring.resume(command.id);
      return [`Peer ${command.id} goes on`];
    case 'store': {
      const path = command.from === undefined ? {} : { path: command.from };
      return [stored(command.name, await ring.store(command.name, { via: command.via, ...path }))];
    }
    case 'request': {
      const path = command.to === undefined ? {} : { path: command.to };
      return [fetched(command.name, await ring.request(command.name, { via: command.via, ...path }))];
    }
    case 'lookup':
      return [lookedUp(command.name, await ring.lookup(command.name, { via: command.via }))];
    case 'keys': {
      const { status } = await ring.report(command.id);
      const after = command.after === undefined ? {} : { after: command.after };
      return keysLines(command.id, await ring.keys(command.id, after), status);
    }
    case 'wait': {
      const { tookMs } = await ring.until('ideal', { within: command.within });
      return [`The ring is ideal after ${secondsWords(tookMs)}`];
    }
    case 'expect':
      return [await expectList(command, ring)];
    case 'table': {
      const view = await lookOnce(ring);
      return view === undefined ? ['The ring is ended'] : ['', ...tableLines(view, { colors: 0 }), ''];
    }
    case 'status': {
      const { peers, verdict } = await ring.status();
      return [...membersTable(peers), `${verdict.state}  ${verdict.line}`];
    }
    case 'load':
      return await lookAtLoad(ring);
    case 'help':
      return helpLines();
    case 'end':
      return ['The ring is ended'];
  }
  // The switch is exhaustive, which the compiler checks; the linter wants an end.
  throw new Error('no such command');
}

/** As with the table, the verdict stands last: only a ring that is right owns what its arcs say. */
async function lookAtLoad(ring: Ring): Promise<Pick<Outcome, 'lines' | 'record'>> {
  const { peers, verdict } = await ring.status();
  const load = loadOfReports(peers, ring.plan.settings);
  const last = `${verdict.state}  ${verdict.line}`;
  if (load === undefined) return { lines: [last] };
  return { lines: [...loadLines(load, { colors: 0 }), '', last], record: loadRecord(Date.now(), load) };
}

async function expectList(
  { id, list, ids }: Extract<RunnerCommand, { kind: 'expect' }>,
  ring: Ring,
): Promise<string> {
  const { peers } = await ring.status();
  const peer = peers.find((each) => each.id === id);
  if (peer === undefined) throw new CommandError('no-such-peer', `there is no peer ${id}`);
  if (peer.status === undefined) throw new CommandError('silent', `peer ${id} does not answer`);
  // The nearest ones are meant; what a peer knows beyond them is its own affair.
  const said = peer.status[list].slice(0, ids.length);
  const isAsExpected = said.length === ids.length && said.every((each, slot) => each === ids[slot]);
  if (isAsExpected) return `Peer ${id} has ${list} ${ids.join(',')} as expected`;
  throw new CommandError(
    'not-as-expected',
    `peer ${id} has ${list} ${said.join(',') || 'nobody'}, expected ${ids.join(',')}`,
  );
}
