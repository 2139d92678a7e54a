// Who is in a ring: ids as given, names hashed, or a number of ids drawn from a seed. Each id once.

import { keyOfName, type Sha256 } from '@ringside/peer/keys';
import {
  parseBits,
  parseId,
  parseWhole,
  splitList,
  twice,
  UsageError,
  type Given,
  type RingSettings,
} from '@ringside/peer/settings';
import type { PlannedPeer, RingPlan } from './ring-plan.ts';
import type { Said } from './said.ts';

/** The assignment's ring. */
const seedsPeers: Given = { text: '2,4,5,8,9,14,19', source: 'peers' };
const peersMax = 1_000;

export function planMembers(
  said: Said,
  settings: RingSettings,
  seed: number,
  sha256: Sha256,
): Pick<RingPlan, 'peers' | 'unmonitored' | 'idOf'> {
  const idOf = (text: string, source: string): number => idOrNamed(text, source, settings, sha256);
  const ids = drawnOrListed(said, settings, seed, idOf);
  const known = new Set(ids.map(({ id }) => id));
  const unmonitored = said.unmonitored === undefined ? [] : unmonitoredOf(said.unmonitored, known, idOf);
  return { peers: ids.toSorted((a, b) => a.id - b.id), unmonitored, idOf };
}

function drawnOrListed(
  said: Said,
  settings: RingSettings,
  seed: number,
  idOf: RingPlan['idOf'],
): readonly PlannedPeer[] {
  const { peers, count } = onlyOne(said);
  if (count !== undefined) return drawPeers(count, settings, seed);
  if (peers === undefined && 2 ** settings.bits <= 19) {
    throw new UsageError(
      `a ring of ${settings.bits} bits has no room for the peers ${seedsPeers.text}; say which with --peers or --count.`,
    );
  }
  return listedPeers(peers ?? seedsPeers, idOf);
}

/** A flag beats a variable of the other option as well; two of the same rank contradict each other. */
function onlyOne({ peers, count }: Said): Pick<Said, 'peers' | 'count'> {
  if (peers === undefined || count === undefined) return { ...(peers && { peers }), ...(count && { count }) };
  if (isVariable(peers) && !isVariable(count)) return { count };
  if (isVariable(count) && !isVariable(peers)) return { peers };
  throw new UsageError(
    `${peers.source} and ${count.source} contradict each other; list the peers or say how many, not both.`,
  );
}

function isVariable({ source }: Given): boolean {
  return source.startsWith('RINGSIDE_');
}

function listedPeers({ text, source }: Given, idOf: RingPlan['idOf']): readonly PlannedPeer[] {
  const peers: PlannedPeer[] = [];
  for (const part of splitList(text, source)) {
    const id = idOf(part, source);
    const twin = peers.find((peer) => peer.id === id);
    if (twin !== undefined) throw new UsageError(clash(source, part, twin));
    peers.push({ id, name: isNumber(part) ? undefined : part });
  }
  if (peers.length > peersMax)
    throw new UsageError(`${source} lists ${peers.length} peers; at most ${peersMax} fit.`);
  return peers;
}

function clash(source: string, part: string, twin: PlannedPeer): string {
  if (twin.name === undefined && isNumber(part)) return twice(source, part);
  if (twin.name === part) return twice(source, part);
  return `${source}: ${part} and ${twin.name ?? twin.id} both get id ${twin.id}; each peer needs its own id, so take another name or more --bits.`;
}

/** Different ids, the same ones for the same seed, size and number of bits. */
function drawPeers({ text, source }: Given, settings: RingSettings, seed: number): readonly PlannedPeer[] {
  const size = 2 ** settings.bits;
  const count = parseWhole(text, source, { min: 1, max: Math.min(peersMax, size) });
  const random = seededRandom(seed);
  const ids = new Set<number>();
  while (ids.size < count) ids.add(Math.floor(random() * size));
  return [...ids].map((id) => ({ id, name: undefined }));
}

/** Two draws of mulberry32 make 52 even bits, enough for the largest ring. */
function seededRandom(seed: number): () => number {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return () => (next() * 2 ** 20 + next() / 2 ** 12) / 2 ** 52;
}

function idOrNamed(text: string, source: string, settings: RingSettings, sha256: Sha256): number {
  if (isNumber(text)) return parseId(text, source, parseBits(String(settings.bits), source));
  if (settings.hash === 'mod') {
    throw new UsageError(
      `${source} has "${text}", which is no id; ids are whole numbers here, and names need --hash sha256 or --preset chord.`,
    );
  }
  const named = keyOfName(text, settings, sha256);
  if (named.kind === 'refused') throw new UsageError(`${source}: ${named.message}.`);
  return named.key;
}

/** What looks like a number is judged as one, so that -1 and 2.5 are no names. */
function isNumber(text: string): boolean {
  return /^[-+]?[\d.]+$/.test(text.trim());
}

function unmonitoredOf(
  { text, source }: Given,
  known: ReadonlySet<number>,
  idOf: RingPlan['idOf'],
): readonly number[] {
  return splitList(text, source).map((part, place, parts) => {
    const id = idOf(part, source);
    if (!known.has(id))
      throw new UsageError(
        `${source} has ${part}, which is not among the peers; take it out, or add it to --peers.`,
      );
    if (parts.indexOf(part) !== place) throw new UsageError(`${source} lists ${part} twice; once is enough.`);
    return id;
  });
}
