export * from "./captions";
export type { KeptCaption, Measured } from "./cards-of";
export { allCaptions, carryCaptions } from "./carry-captions";
export { formatStamp, readableClock } from "./clock";
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
export {
  type FileCue,
  type FileProblem,
  type FileToken,
  plainTokens,
  type RawCue,
  type RawToken,
  type TranscriptFile,
  tokensText,
} from "./file-cues";
export { type CaptionInText, cuesToTranscript, type WordInFile, type Written } from "./from-cues";
export { fromJson } from "./from-json";
export { fromText } from "./from-text";
export { type FrontMatter, findFrontMatter } from "./front-matter";
export * from "./heard-points";
export * from "./html";
export * from "./markdown";
export { type Mark, marks } from "./marks";
export { type Conflict, type MergeResult, merge, mergeWords, type SegmentRange } from "./merge";
export { type MidLabel, midLabels, splitAt } from "./mid-labels";
export * from "./model";
export { nameSpeakers } from "./name-speakers";
export { originNote, readOriginNote, type TextOrigin } from "./origin-note";
export { type Paragraph, paragraphsOf, type Run } from "./paragraphs";
export * from "./plain";
export * from "./podcast-json";
export * from "./read-captions";
export { readMoment, toMoment } from "./read-moment";
export { isUnnamed, renameSpeakers } from "./rename-speakers";
export { type Anchor, anchors } from "./row";
export { gapText, readableText, shownTokens } from "./shown-tokens";
export { applySplices, type Splice, splices } from "./splices";
export { countSteps, withinSteps } from "./steps";
export * from "./timeline";
export { type TimesInFile, timesInFile } from "./times-in-file";
export * from "./ttml";
export * from "./turns";
export { countSpoken, plainText, sounds, type Word, words } from "./words";
export { escapeXml } from "./xml";
