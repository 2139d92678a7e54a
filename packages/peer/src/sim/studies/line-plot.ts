// Lines on two axes as an SVG. It knows numbers and colours, nothing of what they mean.

export interface Mark {
  readonly at: number;
  readonly label: string;
}

export interface Line {
  readonly label: string;
  readonly colour: string;
  /** A bound and not a measurement. */
  readonly isDashed: boolean;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Plot {
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  /** At least two, ascending; the first and the last are the ends of the axis. */
  readonly xMarks: readonly Mark[];
  readonly yMarks: readonly Mark[];
  readonly lines: readonly Line[];
}

const [width, height] = [760, 440];
const frame = { left: 64, right: 600, top: 48, bottom: 384 };
const labelGap = 17;

export function linePlot({ title, xTitle, yTitle, xMarks, yMarks, lines }: Plot): string {
  const x = scale(xMarks, frame.left, frame.right);
  const y = scale(yMarks, frame.bottom, frame.top);
  const middle = { x: (frame.left + frame.right) / 2, y: (frame.top + frame.bottom) / 2 };
  const parts = [
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(middle.x, 26, title, { anchor: 'middle', size: 16 }),
    ...xMarks.flatMap(({ at, label }) => [
      stroke(x(at), frame.top, x(at), frame.bottom, '#dddddd'),
      text(x(at), frame.bottom + 20, label, { anchor: 'middle' }),
    ]),
    ...yMarks.flatMap(({ at, label }) => [
      stroke(frame.left, y(at), frame.right, y(at), '#dddddd'),
      text(frame.left - 8, y(at) + 4, label, { anchor: 'end' }),
    ]),
    stroke(frame.left, frame.bottom, frame.right, frame.bottom, '#333333'),
    stroke(frame.left, frame.top, frame.left, frame.bottom, '#333333'),
    text(middle.x, frame.bottom + 42, xTitle, { anchor: 'middle' }),
    `<g transform="rotate(-90 20 ${middle.y})">${text(20, middle.y, yTitle, { anchor: 'middle' })}</g>`,
    ...lines.map((line) => drawn(line, x, y)),
    ...lineLabels(lines, y),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}" font-family="sans-serif">
${parts.map((part) => `  ${part}`).join('\n')}
</svg>
`;
}

function scale(marks: readonly Mark[], from: number, to: number): (value: number) => number {
  const least = marks[0]?.at ?? 0;
  const most = marks.at(-1)?.at ?? 1;
  return (value) => Math.round((from + ((value - least) / (most - least)) * (to - from)) * 10) / 10;
}

function drawn(
  { colour, isDashed, points }: Line,
  x: (value: number) => number,
  y: (value: number) => number,
): string {
  const path = points.map(([left, up]) => `${x(left)},${y(up)}`).join(' ');
  const dash = isDashed ? ' stroke-dasharray="6 5"' : '';
  const dots = isDashed
    ? ''
    : points.map(([left, up]) => `<circle cx="${x(left)}" cy="${y(up)}" r="3" fill="${colour}"/>`).join('');
  return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"${dash}/>${dots}`;
}

/** At the end of each line, moved apart where they would lie on one another. */
function lineLabels(lines: readonly Line[], y: (value: number) => number): string[] {
  const ends = lines
    .map(({ label, colour, points }) => ({ label, colour, at: y(points.at(-1)?.[1] ?? 0) }))
    .toSorted((a, b) => a.at - b.at);
  let free = frame.top;
  return ends.map(({ label, colour, at }) => {
    const place = Math.max(at, free);
    free = place + labelGap;
    return text(frame.right + 10, place + 4, label, { anchor: 'start', colour });
  });
}

function stroke(x1: number, y1: number, x2: number, y2: number, colour: string): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${colour}"/>`;
}

function text(
  x: number,
  y: number,
  words: string,
  { anchor, size = 13, colour = '#222222' }: { anchor: string; size?: number; colour?: string },
): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" font-size="${size}" fill="${colour}">${escaped(words)}</text>`;
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
