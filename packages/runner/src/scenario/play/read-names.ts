// Are these names readable, each with the content that it should have? Every one is asked for, at somebody else each time, and the judge of
// histories says what could be right.

import { checkFinal, type FinalReading, type Operation } from '@ringside/peer/history';
import { askable, type Stage } from './stage.ts';
import { within } from './within.ts';

const atOnce = 8;

export interface Readability {
  /** Of how many names. */
  readonly names: number;
  readonly readable: number;
  /** What is wrong with the first that is not. */
  readonly says: string | undefined;
}

/** `names` null: every one whose store was acknowledged. */
export async function readNames(
  stage: Stage,
  names: readonly string[] | null,
  signal: AbortSignal,
): Promise<Readability> {
  const asked = names ?? stage.clients.acknowledged;
  const readings = new Map<string, FinalReading>();
  const reasons = new Map<string, string>();
  const queue = asked.entries();
  const lane = async (): Promise<void> => {
    for (const [place, name] of queue) {
      if (signal.aborted) return;
      // Each lane asks for one after the other.
      // oxlint-disable-next-line no-await-in-loop
      const { reading, says } = await readName(stage, name, place, signal);
      readings.set(name, reading);
      if (says !== undefined) reasons.set(name, says);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, asked.length) }, lane));
  return judge(asked, readings, reasons, stage.clients.operations);
}

function judge(
  asked: readonly string[],
  readings: ReadonlyMap<string, FinalReading>,
  reasons: ReadonlyMap<string, string>,
  operations: readonly Operation[],
): Readability {
  const wanted = new Set(asked);
  const { violations } = checkFinal(
    operations.filter(({ name }) => wanted.has(name)),
    readings,
  );
  const wrong = new Set(violations.map(({ name }) => name));
  const unread = asked.filter((name) => readings.get(name)?.outcome !== 'found' && !wrong.has(name));
  const [violation] = violations;
  const [first] = unread;
  const line =
    violation?.line ??
    (first === undefined ? undefined : `"${first}" cannot be read: ${reasons.get(first) ?? ''}`);
  const reason = violation === undefined ? undefined : reasons.get(violation.name);
  return {
    names: asked.length,
    readable: asked.length - wrong.size - unread.length,
    says: line === undefined || reason === undefined ? line : `${line} (${reason})`,
  };
}

async function readName(
  stage: Stage,
  name: string,
  place: number,
  signal: AbortSignal,
): Promise<{ readonly reading: FinalReading; readonly says: string | undefined }> {
  const { arena, clients, plan } = stage;
  const members = askable(stage);
  const via = members[place % Math.max(1, members.length)];
  if (via === undefined) return { reading: { outcome: 'unavailable' }, says: 'nobody is there to be asked' };
  const limitMs = Math.max(10_000, 6 * plan.ring.pingMs);
  const asked = await within(arena, limitMs, signal, async () => await arena.request(name, via));
  if (asked.kind === 'late')
    return { reading: { outcome: 'unavailable' }, says: `peer ${via} said nothing for ${limitMs / 1_000} s` };
  const { result } = asked;
  if (result.ok)
    return { reading: { outcome: 'found', content: clients.contentOf(result.bytes) }, says: undefined };
  return {
    reading: { outcome: result.code === 'not-found' ? 'absent' : 'unavailable' },
    says: result.message,
  };
}
