export * from "./captions";
export { formatStamp } from "./clock";
export { conflictLine } from "./conflict-markers";
export { CONTROL_CLASS, controlCharacters, HIDDEN_CLASS, onOneLine, showHidden } from "./control-characters";
export * from "./counts";
export {
  alignSegments,
  carryAlignment,
  carryByWord,
  diff,
  diffWords,
  type Edit,
  type Hunk,
  sameSegment,
  sharedEnds,
} from "./diff";
export { type Display, display, HIDDEN, type Sound } from "./display";
export * from "./edit";
export { cuesToTranscript } from "./from-cues";
export { type FrontMatter, findFrontMatter } from "./front-matter";
export * from "./html";
export * from "./markdown";
export { type Mark, marks } from "./marks";
export { type Conflict, type MergeResult, merge, mergeWords, type SegmentRange } from "./merge";
export { type MidLabel, midLabels, splitAt } from "./mid-labels";
export * from "./model";
export * from "./read-captions";
export { type Anchor, anchors } from "./row";
export { applySplices, type Splice, splices } from "./splices";
export { countSteps, withinSteps } from "./steps";
export * from "./timeline";
export * from "./turns";
export { countSpoken, plainText, sounds, type Word, words } from "./words";
