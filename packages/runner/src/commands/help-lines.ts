// The commands as `help` shows them.

import { forms } from './grammar.ts';

export function helpLines(): string[] {
  const usages = Object.values(forms);
  const width = Math.max(...usages.map(({ usage }) => usage.length));
  return usages.map(({ usage, says }) => `  ${usage.padEnd(width)}  ${says}`);
}
