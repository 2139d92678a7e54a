// The verdict in one sentence: who, which slot, what it says, what it should say. No verdict is made here.

import type { Identifier } from '../ring/space.ts';
import type { Finding, Verdict } from './verdict.ts';

const listedMax = 8;
const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];
const suffixes = ['th', 'st', 'nd', 'rd'];
const reasons: Readonly<Record<Finding['why'], string>> = {
  other: '',
  gone: ' (which is gone)',
  'no-member': ' (which is no member)',
  'former-life': ' of a former life',
  missing: '',
  surplus: '',
};

/** What a sentence needs beside the verdict. */
export interface Particulars {
  readonly asked: number;
  /** Everybody who would name somebody gone, were it alive; and those of them who no longer do. */
  readonly neighbours: readonly Identifier[];
  readonly mended: readonly Identifier[];
}

export function sentence(verdict: Omit<Verdict, 'line'>, particulars: Particulars): string {
  return [opening(verdict, particulars), ...asides(verdict)].join('; ');
}

/** `9's second successor says 19, should be 15`. */
export function describeFinding(finding: Finding): string {
  return `${finding.peer}'s ${slotWords(finding)} ${claim(finding)}`;
}

/** `says 19, should be 15`; the reader knows whose entry it is. */
export function claim({ says, should, why }: Finding): string {
  const said = says === null ? 'is unknown' : `says ${says}${reasons[why]}`;
  return should === null ? `${said}, should be nobody` : `${said}, should be ${should}`;
}

/** `2, 4 and 5`; a long list ends with `and 12 more`. */
export function listIds(ids: readonly Identifier[]): string {
  const shown = ids.length > listedMax ? ids.slice(0, listedMax) : ids.slice(0, -1);
  const last = ids.length > listedMax ? `${ids.length - listedMax} more` : String(ids.at(-1) ?? 'nobody');
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

function opening(verdict: Omit<Verdict, 'line'>, { asked, neighbours, mended }: Particulars): string {
  switch (verdict.state) {
    case 'BLIND':
      return asked === 0 ? 'there is nobody to ask' : `none of ${count(asked, 'peer')} answers`;
    case 'LOOPY':
      return `one ring that winds ${verdict.windings} times; ${worst(verdict)}`;
    case 'SPLIT':
      return `${verdict.rings.length} rings: ${drawRings(verdict.rings)}`;
    case 'HEALING': {
      const names = mended.length === 0 ? '' : ` (${mended.slice(0, listedMax).join(', ')}${more(mended)})`;
      return `${is(verdict.gone)} gone; ${mended.length} of ${count(neighbours.length, 'neighbour')} mended${names}`;
    }
    case 'UNSETTLED':
      return verdict.members.length === 0 ? 'nobody is a member yet' : worst(verdict);
    case 'OK*':
    case 'OK':
      break;
  }
  const [only] = verdict.members;
  return verdict.members.length === 1 ? `${only} is alone` : `${count(verdict.members.length, 'peer')} agree`;
}

function asides(verdict: Omit<Verdict, 'line'>): readonly string[] {
  const said: string[] = [];
  if (verdict.state === 'BLIND') return said;
  if (verdict.isolated.length > 0 && verdict.state !== 'UNSETTLED') {
    said.push(`${is(verdict.isolated)} isolated`);
  }
  if (verdict.state !== 'HEALING' && verdict.gone.length > 0) said.push(`${is(verdict.gone)} gone`);
  if (verdict.forgotten.length > 0) said.push(`${is(verdict.forgotten)} gone and nobody names it`);
  for (const phase of ['joining', 'idle'] as const) {
    const ids = verdict.outsiders.filter((each) => each.phase === phase).map((each) => each.id);
    if (ids.length > 0) said.push(`${is(ids)} ${phase}`);
  }
  if (verdict.state === 'OK*') said.push(`${is(verdict.unmonitored)} not monitored`);
  return said;
}

/** The loneliest peers, else the finding that hurts most: nearest slot first, successors before predecessors. */
function worst({ findings, isolated }: Omit<Verdict, 'line'>): string {
  let first = findings[0];
  for (const finding of findings) {
    if (first !== undefined && rank(finding) < rank(first)) first = finding;
  }
  const knows = isolated.length === 1 ? 'it knows' : 'they know';
  const lost = isolated.length === 0 ? [] : [`${is(isolated)} isolated: ${knows} nobody who answers`];
  const said = first === undefined || isolated.length > 0 ? lost : [describeFinding(first)];
  const rest = isolated.length > 0 ? findings.length : findings.length - 1;
  if (rest > 0) said.push(`${rest} more ${rest === 1 ? 'entry is' : 'entries are'} wrong`);
  return said.join('; ');
}

function rank({ list, slot }: Finding): number {
  return slot * 2 + (list === 'succ' ? 0 : 1);
}

/** `second successor`. */
export function slotWords({ list, slot }: Pick<Finding, 'list' | 'slot'>): string {
  return `${ordinal(slot + 1)} ${list === 'succ' ? 'successor' : 'predecessor'}`;
}

/** In words as far as eighth, then 9th, 10th, 21st. */
function ordinal(place: number): string {
  const suffix = place > 20 ? (suffixes[place % 10] ?? 'th') : 'th';
  return ordinals[place - 1] ?? `${place}${suffix}`;
}

function drawRings(rings: Verdict['rings']): string {
  const shown = rings
    .slice(0, 3)
    .map((ring) => ring.slice(0, listedMax).join(' ') + (ring.length > listedMax ? ' ...' : ''));
  return shown.join(' | ') + (rings.length > 3 ? ' | ...' : '');
}

function is(ids: readonly Identifier[]): string {
  return `${listIds(ids)} ${ids.length === 1 ? 'is' : 'are'}`;
}

function more(ids: readonly Identifier[]): string {
  return ids.length > listedMax ? ` and ${ids.length - listedMax} more` : '';
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
