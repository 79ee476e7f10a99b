export { checkability, type SaidParagraph, titleWords } from "./checkable";
export { claimedRange, type Interval } from "./claimed-range";
export {
  type Compared,
  type Comparison,
  compare,
  type Outcome,
  type Reason,
  suggestRelation,
} from "./compare";
export {
  addsUp,
  compareExpression,
  type Expression,
  evaluate,
  type Operation,
  type SuggestedExpression,
  sayExpression,
  saysSeveral,
  suggestExpressions,
} from "./expressions";
export { chooseQuantity, findQuantities } from "./find-quantities";
export type { Found } from "./found";
export { LEAST_LIKENESS, mayBeAbout, mayComputedRefute, mayRefute, saysOtherWay } from "./may-refute";
export * from "./quantity";
export { sayQuantity, sayReason, sayStatistic, sayWhy } from "./say";
export type { Context, Statistic } from "./statistic";
export {
  type Candidate,
  rarityOf,
  type SaidWord,
  type Suggested,
  saidWords,
  suggest,
  type Wanted,
} from "./suggest";
export { type Edition, editionOf, isAbout, type SaidWhen } from "./waves";
