// A bar of text: how much there is, and a mark where it ought to end.

type Paint = (text: string) => string;

/** Both parts from 0 to 1 of `width` columns. The mark stands on the last column of its part. */
export function barOf(
  { filled, mark }: { readonly filled: number; readonly mark: number },
  width: number,
  paintBar: Paint,
  paintMark: Paint,
): string {
  const columns = Math.round(filled * width);
  const markAt = Math.max(0, Math.min(width, Math.round(mark * width)) - 1);
  const before = '█'.repeat(Math.min(columns, markAt)).padEnd(markAt);
  const after = '█'.repeat(Math.max(0, columns - markAt - 1));
  return paintBar(before) + paintMark('┃') + (after === '' ? '' : paintBar(after));
}
