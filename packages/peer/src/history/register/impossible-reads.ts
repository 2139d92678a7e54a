// Answers that no order can explain: a content that nobody stored, that was refused for certain, or that nobody had begun to store.

import type { Violation, ViolationKind } from '../findings.ts';
import { lastContents } from '../last-contents.ts';
import type { Read, RegisterHistory } from '../register-history.ts';
import { tell } from '../tell.ts';
import { anyOf } from '../words.ts';

export interface ReadsParted {
  /** One for each content. */
  readonly violations: readonly Violation[];
  /** The other reads. */
  readonly possible: readonly Read[];
}

type Reads = readonly [Read, ...Read[]];

export function impossibleReads(name: string, history: RegisterHistory): ReadsParted {
  const begunMs = new Map<string | null, number>();
  for (const { content, startMs } of history.writes) {
    begunMs.set(content, Math.min(startMs, begunMs.get(content) ?? Infinity));
  }
  const possible: Read[] = [];
  const impossible = new Map<string, [Read, ...Read[]]>();
  for (const read of history.reads) {
    const { content, endMs } = read;
    const begun = begunMs.get(content);
    const known = content === null ? undefined : impossible.get(content);
    if (content === null || (begun !== undefined && endMs >= begun)) possible.push(read);
    else if (known === undefined) impossible.set(content, [read]);
    else known.push(read);
  }
  const violations = [...impossible].map(([content, reads]) => violation(name, content, reads, history));
  return { violations, possible };
}

function violation(name: string, content: string, reads: Reads, history: RegisterHistory): Violation {
  const first = reads.reduce((one, other) => (other.startMs < one.startMs ? other : one));
  const writes = history.writes.filter((write) => write.content === content);
  const refused = history.refused.filter((store) => store.content === content);
  const stores = writes.length > 0 ? writes.flatMap(({ records }) => records) : refused;
  return tell({
    check: 'register',
    kind: kindOf(writes.length, refused.length),
    name,
    operations: [...stores, ...reads.flatMap(({ records }) => records)],
    should: anyOf(lastContents(history.writes, first.startMs, first.endMs)),
  });
}

function kindOf(writes: number, refused: number): ViolationKind {
  if (writes > 0) return 'too-early';
  return refused > 0 ? 'refused' : 'nobody-stored';
}
