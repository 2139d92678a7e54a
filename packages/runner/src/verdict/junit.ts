// `junit.xml`: one suite a run, one case a check, the sentence of the judge as the message. What says nothing about the ring is an error there,
// not a failure.

import exported, { type Builder } from 'junit-report-builder';
import type { Check } from './checks.ts';
import type { RunVerdict } from './judge.ts';
import type { RunAbout } from './results-json.ts';

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Its types are those of an ES module; what Node.js imports is the builder itself.
const builder = exported as unknown as Builder;

export interface JunitRun {
  readonly about: Pick<RunAbout, 'name' | 'source' | 'again'>;
  readonly verdict: RunVerdict;
  readonly tookMs: number;
}

export function junitXml(runs: readonly JunitRun[]): string {
  const report = builder.newBuilder().name('ringside');
  for (const { about, verdict, tookMs } of runs) {
    const suite = report
      .testSuite()
      .name(about.name)
      .time(tookMs / 1_000);
    suite.property('again', about.again);
    suite.property('verdict', verdict.kind);
    const classname = about.source.replace(/\.ya?ml$/, '');
    for (const check of verdict.checks) {
      const test = suite
        .testCase()
        .className(`${classname}.${check.group}`)
        .name(check.name)
        .time(check.tookMs / 1_000);
      tell(test, check);
    }
    // Checks know nothing of an arena that failed, nor of a machine that starved the runner.
    if (verdict.kind === 'held' || verdict.kind === 'not-held') continue;
    suite
      .testCase()
      .className(classname)
      .name('the run says something')
      .time(0)
      .error(verdict.cause ?? '', verdict.kind);
  }
  return report.build();
}

interface TestCase {
  failure(message: string, type: string): unknown;
  error(message: string, type: string): unknown;
  skipped(): unknown;
}

function tell(test: TestCase, { outcome, says, name }: Check): void {
  switch (outcome) {
    case 'held':
      return;
    case 'not-held':
      return void test.failure(says ?? name, outcome);
    case 'no-samples':
    case 'undecided':
      return void test.error(says ?? name, outcome);
    case 'not-judged':
      return void test.skipped();
  }
}
