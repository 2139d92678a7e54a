// What a check has to say: which rule of the ring was broken, and how, in one sentence.

/** The rules, as the README of the simulator counts them. */
export type Rule =
  | 'live-successor'
  | 'principals'
  | 'one-ring'
  | 'lists'
  | 'epochs'
  | 'bounds'
  | 'candidates'
  | 'rectify'
  | 'verdicts'
  | 'refill'
  | 'lookups'
  | 'recovery'
  | 'joins';

export interface Violation {
  readonly rule: Rule;
  readonly words: string;
}
