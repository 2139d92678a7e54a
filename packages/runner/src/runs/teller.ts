// How a run is told while it is played: plain lines, one a step. Pure, but for where the lines go.

import type { CheckResult, PlayEvent, StepResult } from '../scenario/index.ts';
import { msWords } from '../verdict/index.ts';

/** `quiet`: nothing until the verdict. `steps`: one line a step. `all`: what is done and seen as well. */
export type Detail = 'quiet' | 'steps' | 'all';

export class Teller {
  readonly #say: (line: string) => void;
  readonly #detail: Detail;

  constructor(say: (line: string) => void, detail: Detail) {
    this.#say = say;
    this.#detail = detail;
  }

  tell(event: PlayEvent): void {
    if (this.#detail === 'quiet') return;
    switch (event.kind) {
      case 'phase':
        return this.#say(event.name);
      case 'step-over':
        return this.#step(event.step);
      case 'check':
        return this.#check(event.group, event.check);
      case 'mark':
        return this.#say(`  --              ${event.text}`);
      case 'deed':
      case 'state':
        if (this.#detail !== 'all') return;
        return this.#say(
          `         ${timeColumn(event.atMs)}  ${event.kind === 'deed' ? event.words : `${event.state}  ${event.line}`}`,
        );
      default:
    }
  }

  #step({ id, words, failure, tookMs, says }: StepResult): void {
    this.#say(`  ${failure === null ? 'ok    ' : 'FAILED'} ${timeColumn(tookMs)}  ${id}  ${words}`);
    if (says !== null) this.#say(`                   ${says}`);
  }

  #check(group: string, { name, outcome, says }: CheckResult): void {
    const word = outcome === 'held' ? 'ok    ' : outcome === 'not-held' ? 'FAILED' : '      ';
    this.#say(`  ${word}           ${group}: ${name}${says === null ? '' : `: ${says}`}`);
  }
}

function timeColumn(ms: number): string {
  return msWords(ms).padStart(8);
}
