// Is a condition true now? Each kind has one answer, with the sentence that says why it is not.

import type { Comparison } from '../language/index.ts';
import { conditionWords } from '../plan/condition-words.ts';
import type { PlannedCondition, Who } from '../plan/plan.ts';
import { comparisonWords, shareWords } from '../plan/words.ts';
import { namedIn } from './measures.ts';
import { readNames } from './read-names.ts';
import { aggregated } from './samples.ts';
import { askable, type Stage } from './stage.ts';
import { shortfall, type Sweep } from './sweep.ts';
import { whoIs } from './who.ts';
import { within } from './within.ts';
import { compare } from './compare.ts';

export interface Truth {
  readonly holds: boolean;
  /** Why it does not hold, or that it does. */
  readonly says: string;
}

export interface Circumstances {
  readonly stage: Stage;
  readonly sweep: Sweep;
  /** Events and lines count from here on. */
  readonly sinceMs: number;
  readonly signal: AbortSignal;
}

type Of<Kind extends PlannedCondition['kind']> = Extract<PlannedCondition, { readonly kind: Kind }>;

export async function isTrue(around: Circumstances, condition: PlannedCondition): Promise<Truth> {
  const { stage, sweep } = around;
  switch (condition.kind) {
    case 'ring':
      return truth(shortfall(sweep, condition.is), condition);
    case 'view':
      return truth(viewShortfall(sweep, condition), condition);
    case 'alive':
      return counted(sweep.verdict.members.length, condition.count, 'peers live');
    case 'alive-of':
      return truth(deadAmong(around, condition.of), condition);
    case 'unmonitored':
      return counted(sweep.verdict.unmonitored.length, condition.count, 'peers live that nobody polls');
    case 'detected':
      return truth(undetected(around, condition.of), condition);
    case 'keys':
      return await keysTruth(around, condition);
    case 'owner':
      return await ownerTruth(around, condition);
    case 'hops':
      return hopsTruth(stage, condition);
    case 'load':
      return loadTruth(stage, condition);
    case 'event': {
      const by = condition.at === null ? undefined : ids(around, condition.at);
      const times = stage.journal.count(condition.event, by, around.sinceMs);
      const told = `${by === undefined ? 'peers' : by.join(', ')} told of ${condition.event} ${times} times`;
      return { holds: compare(times, condition.count), says: told };
    }
    case 'log': {
      const by = condition.at === null ? undefined : ids(around, condition.at);
      const holds = stage.journal.says(condition.has, by, around.sinceMs);
      return {
        holds,
        says: holds ? conditionWords(condition) : `no log has ${JSON.stringify(condition.has)}`,
      };
    }
    case 'processes':
      return truth(processFault(stage), condition);
    case 'all':
    case 'any':
      return await joined(around, condition);
    case 'not': {
      const inner = await isTrue(around, condition.of);
      return { holds: !inner.holds, says: inner.says };
    }
  }
}

function truth(fault: string | undefined, condition: PlannedCondition): Truth {
  return { holds: fault === undefined, says: fault ?? conditionWords(condition) };
}

function counted(value: number, count: Comparison, words: string): Truth {
  const holds = compare(value, count);
  return {
    holds,
    says: holds ? `${value} ${words}` : `${value} ${words}, and it should be ${comparisonWords(count)}`,
  };
}

function ids({ stage }: Circumstances, who: Who): readonly number[] {
  const { standing, bound, plan, sha256 } = stage;
  return whoIs({ members: standing.members(), bound, ring: plan.ring, sha256 }, who);
}

function viewShortfall({ statuses }: Sweep, { views }: Of<'view'>): string | undefined {
  for (const { peer, succ, pred } of views) {
    const status = statuses.get(peer);
    if (status === undefined) return `peer ${peer} does not answer`;
    for (const [list, wanted, said] of [
      ['successors', succ, status.succ],
      ['predecessors', pred, status.pred],
    ] as const) {
      const has = said.map(({ id }) => id);
      if (wanted === null || wanted.every((id, place) => has[place] === id)) continue;
      return `the ${list} of ${peer} are ${has.join(', ') || 'nobody'} and should be ${wanted.join(', ')}`;
    }
  }
  return undefined;
}

function deadAmong(around: Circumstances, of: Who): string | undefined {
  const members = new Set<number>(around.sweep.verdict.members);
  const dead = ids(around, of).filter((id) => !members.has(id));
  return dead.length === 0
    ? undefined
    : `${dead.join(', ')} ${dead.length === 1 ? 'does' : 'do'} not answer as a member`;
}

/** Somebody has said so since it was lost, and nobody names it any more. */
function undetected(around: Circumstances, of: Who): string | undefined {
  const { stage, sweep } = around;
  const victims = ids(around, of);
  if (victims.length === 0) return 'nobody is meant';
  const named = namedIn(sweep);
  for (const id of victims) {
    const lostAt = stage.standing.lostAt(id) ?? 0;
    if ((stage.measures.noticedAt(id) ?? -1) < lostAt) return unnoticed(around, id);
    if (named.has(id)) return `${id} is still named`;
  }
  return undefined;
}

function unnoticed({ stage, sweep }: Circumstances, id: number): string {
  const watchers = stage.measures.watchersOf(id);
  const isAnyLeft = watchers.length === 0 || watchers.some((watcher) => sweep.statuses.has(watcher));
  return `nobody has noticed that ${id} is gone${isAnyLeft ? '' : ': all who watched it went with it'}`;
}

async function keysTruth({ stage, signal }: Circumstances, { names, readable }: Of<'keys'>): Promise<Truth> {
  const found = await readNames(stage, names, signal);
  if (found.names === 0) return { holds: true, says: 'there are no keys to be read' };
  const share = found.readable / found.names;
  const said = `${found.readable} of ${found.names} keys can be read`;
  if (share >= readable) return { holds: true, says: said };
  const wanted = readable === 1 ? 'all should be' : `${shareWords(readable)} should be`;
  return { holds: false, says: `${said}, and ${wanted}: ${found.says ?? ''}` };
}

async function ownerTruth(around: Circumstances, { of, is }: Of<'owner'>): Promise<Truth> {
  const { stage, signal } = around;
  const { arena, plan } = stage;
  const [via] = askable(stage);
  if (via === undefined) return { holds: false, says: 'nobody is there to be asked' };
  const limitMs = Math.max(5_000, 3 * plan.ring.pingMs);
  const asked = await within(arena, limitMs, signal, async () => await arena.lookup(of, via));
  if (asked.kind === 'late')
    return { holds: false, says: `peer ${via} said nothing for ${limitMs / 1_000} s` };
  const { result } = asked;
  if (!result.ok) return { holds: false, says: result.message };
  const holds = result.owner === is;
  return { holds, says: `"${of}" is kept by ${result.owner}${holds ? '' : `, and should be by ${is}`}` };
}

function hopsTruth({ samples }: Stage, { claim }: Of<'hops'>): Truth {
  const value = aggregated(samples.of('hops'), claim.aggregate);
  if (value === undefined)
    return { holds: false, says: 'no request has been answered, so there are no hops to count' };
  return { holds: compare(value, claim), says: `hops ${claim.text}: it is ${value}` };
}

function loadTruth({ clients }: Stage, { of, counts }: Of<'load'>): Truth {
  const now = clients.counts(of);
  const short = counts.find(({ counter, is }) => !compare(now[counter], is));
  const [shown] = short === undefined ? counts : [short];
  const name = of ?? 'load';
  const said = shown === undefined ? name : `${name} ${shown.counter} is ${now[shown.counter]}`;
  return {
    holds: short === undefined,
    says: short === undefined ? said : `${said}, and should be ${comparisonWords(short.is)}`,
  };
}

function processFault({ journal, arena }: Stage): string | undefined {
  const unclean = journal.endings.find(({ isClean }) => !isClean);
  if (unclean !== undefined) return `peer ${unclean.id} ${unclean.how}`;
  const gone = arena.peers().find(({ state }) => state === 'gone');
  return gone === undefined ? undefined : `peer ${gone.id} has ended by itself`;
}

async function joined(around: Circumstances, { kind, of }: Of<'all' | 'any'>): Promise<Truth> {
  const truths: Truth[] = [];
  for (const each of of) {
    // What is cheap stands first as a rule, and decides alone.
    // oxlint-disable-next-line no-await-in-loop
    const found = await isTrue(around, each);
    truths.push(found);
    if (kind === 'all' && !found.holds) return found;
    if (kind === 'any' && found.holds) return found;
  }
  return { holds: kind === 'all', says: truths.map(({ says }) => says).join('; ') };
}
