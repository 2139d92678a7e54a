// Work side by side, but not all at once.

/** Applies `work` to every item, at most `atOnce` at a time; answers in the items' order. Rejects with the first failure, once nothing is at work any more. */
export async function mapBounded<Item, Answer>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  const queue = items.entries();
  const lane = async (): Promise<void> => {
    // One shared iterator: each lane takes the next item that nobody has taken.
    for (const [place, item] of queue) answers[place] = await work(item);
  };
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(atOnce, items.length) }, lane));
  for (const ended of lanes) if (ended.status === 'rejected') throw ended.reason;
  return answers;
}
