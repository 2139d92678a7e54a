// Cuts a line to a number of columns without cutting a colour in two. One character is taken for one column: ids, ASCII words and addresses are all that is printed.

// eslint-disable-next-line no-control-regex -- ESC begins a colour.
const piece = /(\u001B\[[0-9;]*m)|([\s\S])/gu;

/** The line itself when it fits; else its beginning and `…`, with every colour ended. */
export function cutLine(line: string, width: number): string {
  let columns = 0;
  let kept = '';
  let hasColor = false;
  for (const [, color, character] of line.matchAll(piece)) {
    if (color !== undefined) {
      hasColor = true;
      if (columns < width) kept += color;
    } else if (character !== undefined) {
      columns += 1;
      if (columns < width) kept += character;
    }
  }
  if (columns <= width) return line;
  return `${kept}…${hasColor ? '\u001B[0m' : ''}`;
}
