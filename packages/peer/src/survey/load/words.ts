// The load of a ring in sentences. Two questions that are easily taken for one are answered apart: are the arcs even, and do the keys fall as the arcs say?

import type { RingLoad } from './load.ts';

/** Nobody has more than a quarter above the mean: that is even. */
const evenTimesMean = 1.25;
/** Rarer than this by chance alone is called a difference. */
const doubtBelow = 0.01;
/** Fits better than nearly all that chance brings about. */
const tooGoodAbove = 0.99;

/** Sentences without a full stop. */
export function loadSentences(load: RingLoad): readonly string[] {
  return [arcsSentence(load), keysSentence(load), copiesSentence(load)];
}

function arcsSentence({ peers, largestArc, expectedLargestArc: { mean, deviation } }: RingLoad): string {
  const question = 'Are the arcs even?';
  if (peers.length === 1) return `${question} There is one, and it is the whole circle`;
  const { peer, timesMean } = largestArc;
  const measured = `the largest, that of Peer ${peer}, is ${timesMean.toFixed(2)} times the mean`;
  const theory = `${peers.length} peers at random positions: ${mean.toFixed(2)}, give or take ${deviation.toFixed(2)}`;
  const isEven = timesMean <= evenTimesMean;
  return `${question} ${isEven ? 'Yes' : 'No'}: ${measured} (${theory})${comparedWithChance(isEven, timesMean - mean, deviation)}`;
}

function comparedWithChance(isEven: boolean, above: number, deviation: number): string {
  if (above > 2 * deviation) return '; that is more than chance explains';
  return isEven || above < -2 * deviation ? '' : '; that is what chance does';
}

function keysSentence({ fit, mostKeys, total }: RingLoad): string {
  const question = 'Do the keys fall as the arcs say?';
  if (mostKeys === null) return `${question} There are no keys yet`;
  const most = `the most, at Peer ${mostKeys.peer}, are ${mostKeys.timesMean.toFixed(2)} times the mean`;
  if (fit === null) return `${question} Too few to tell (${total.owned}); ${most}`;
  const { statistic, degreesOfFreedom, pValue } = fit;
  const test = `chi-square ${statistic.toFixed(1)} with ${degreesOfFreedom} degrees of freedom, p ${probability(pValue)}`;
  return `${question} ${answerTo(pValue)} (${test}); ${most}`;
}

function answerTo(pValue: number): string {
  if (pValue < doubtBelow) return 'No';
  return pValue > tooGoodAbove ? 'Yes, and closer than chance would have it' : 'Yes';
}

function copiesSentence({ replicas, peers, losses }: RingLoad): string {
  const copies = `${replicas} ${replicas === 1 ? 'copy' : 'copies'} of each value`;
  const others = losses.with.map((each) => `${percent(each.share)} at R = ${each.replicas}`).join(', ');
  return `What do ${copies} buy? With ${losses.lost} of ${peers.length} peers lost for good at once, lost on average: ${others}`;
}

/** `= 0.22`, `= 0.0040`, `< 0.0001`. */
function probability(value: number): string {
  if (value < 0.0001) return '< 0.0001';
  return `= ${value.toFixed(value < 0.01 ? 4 : 2)}`;
}

/** `13.2 %`, `1.1 %`, `0.03 %`, `0 %`. */
export function percent(share: number): string {
  const value = share * 100;
  if (value === 0) return '0 %';
  return value < 0.01 ? '< 0.01 %' : `${value.toFixed(value < 1 ? 2 : 1)} %`;
}
