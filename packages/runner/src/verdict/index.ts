// From what was played to a verdict, and to the forms in which others read it. Pure.

export { checksOf, type Check } from './checks.ts';
export { amountWords, msWords } from './amounts.ts';
export { annotationLines, stepSummary } from './github.ts';
export { junitXml, type JunitRun } from './junit.ts';
export { judgeRun, type RunVerdict, type VerdictKind } from './judge.ts';
export { resultsJson, type RunAbout } from './results-json.ts';
export { troubleLines, verdictLine, verdictWords } from './words.ts';
