import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { complaints, frame } from './reading.ts';

/** Cases by title: what was written, and what is said of it. `...` stands for the frame of reading.ts. */
function retell(story: string): string {
  const [law = '', ...cases] = story.split(/^(?=## )/m);
  return [law, ...cases.map(retold)].join('');
}

function retold(written: string): string {
  const [title = '', ...lines] = written.trimEnd().split('\n');
  const text = lines.filter((line) => !line.startsWith('=> '));
  const said = complaints(`${text.join('\n').trimEnd()}\n`.replace(/^\.\.\.\n/, frame));
  return `${[title, ...trimmed(text), ...said.map((line) => `=> ${line}`)].join('\n')}\n\n`;
}

function trimmed(lines: readonly string[]): readonly string[] {
  return lines.join('\n').trimEnd().split('\n');
}

test.each(['yaml', 'shapes', 'meaning', 'times'])(
  'every wrong file of wrong-%s.txt is refused in the words that stand below it',
  async (name) => {
    const path = new URL(`wrong-${name}.txt`, import.meta.url).pathname;
    const story = readFileSync(path, 'utf8');
    const told = retell(story);

    const silent = told
      .split(/^(?=## )/m)
      .slice(1)
      .filter((each) => !each.includes('\n=> '));
    expect(silent).toEqual([]);
    await expect(told).toMatchFileSnapshot(path);
  },
);
