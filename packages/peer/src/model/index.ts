// The model checker: every interleaving of join, fail, stabilize and rectify in a small ring, made by the core itself, each scene met once.
//
// Where the model does more than a ring can, a rule that holds in it holds the more:
//   time       any timer may fire, any patience end, any verdict on the dead fall, at any moment
//   order      letters overtake each other, also those that a stream would keep in order
//   walks      a joiner's request comes at once to any member that holds itself for the one before its place
//   rounds     CHANGED only makes a round begin at once; here one may begin whenever none is open
// Where it does the same in fewer scenes:
//   a timer that fires and the arrival of the question are one moment: until then nobody can tell the difference
//   rings that are turned are one, lives are numbered by their order, memories that can change nothing are dropped
// Where it does less, and proves less:
//   the detector is perfect, and peers neither leave politely, nor merge, nor look anything up
//   of two equal letters on their way one is enough; an answer that nobody awaits any more is not read as a sign of life
//   nobody is asked through others, and nobody is a suspect: walks go from one successor to the next
//   pings and their answers arrive at once; a doubt about somebody living in no watched slot is settled at once
//   a round that CHANGED began notifies a head that knows it already; here only where the core begins one by itself (`tells` adds the others)
//   nobody who lives is held silent, so nobody is asked whether it lives after all
//   notifications of the dead are lost (`lateWords` has them read), the silent are remembered for ever (`forgets` has them forgotten)

export { checks, searchOf, type Check } from './checks.ts';
export { convergence, type Convergence } from './convergence.ts';
export { Explorer, type Counterexample, type Search } from './explorer.ts';
export { modelOf, type Failures, type Grain, type Model, type ModelOptions } from './model.ts';
export type { Rule } from './rules.ts';
export { Storyteller } from './story.ts';
export { wayTo } from './way.ts';
