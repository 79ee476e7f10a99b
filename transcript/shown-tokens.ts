import { type Display, display, HIDDEN } from "./display";
import type { Mark } from "./marks";
import { flatten } from "./words";

/** A run of text without white space, as a reader sees it; or a place that could not be heard. */
export interface VisibleToken {
  /** Where it stands in the body, in UTF-16 units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** False where no space separates it from the token before. */
  readonly spaced: boolean;
  readonly isGap: boolean;
}

/** How every format writes a place that could not be heard. */
export function gapText(source: string): "[unintelligible]" | "[crosstalk]" {
  return /^\\*\[ *cross/i.test(source) ? "[crosstalk]" : "[unintelligible]";
}

/**
 * What a reader sees of a body, in order: its words with their punctuation, its sounds, and the places that could not
 * be heard. Timestamps and the signs of Markdown are not among them.
 *
 * @param shown the body's display, where it is known already
 */
export function shownTokens(body: string, shown: Display = display(body)): VisibleToken[] {
  const found: VisibleToken[] = [];
  const gaps = shown.marks.filter(({ type }) => type === "gap");
  const text = gaps.length === 0 ? shown.text : withSpaces(body, shown.text, gaps);
  const isSpaced = (at: number) => {
    let before = at - 1;
    while (before >= 0 && text[before] === HIDDEN) before--;
    return before < 0 || /\s/.test(text[before] ?? "");
  };
  const addRuns = (from: number, to: number, behindGap: boolean) => {
    for (const { 0: run, index } of text.slice(from, to).matchAll(/\S+/g)) {
      const start = from + index;
      const said = flatten(run);
      const spaced = start === from && behindGap ? false : isSpaced(start);
      if (said) found.push({ start, end: start + run.length, text: said, spaced, isGap: false });
    }
  };
  let at = 0;
  for (const { start, end } of gaps) {
    addRuns(at, start, at > 0);
    const spaced = start === at && at > 0 ? false : isSpaced(start);
    found.push({ start, end, text: gapText(body.slice(start, end)), spaced, isGap: true });
    at = end;
  }
  addRuns(at, text.length, at > 0);
  return found;
}

/** Puts back the spaces before gaps, which a text without gaps leaves out before a comma. */
function withSpaces(body: string, shown: string, gaps: readonly Mark[]): string {
  let text = "";
  let at = 0;
  for (const { start, end } of gaps) {
    let from = start;
    while (from > at && shown[from - 1] === HIDDEN && /\s/.test(body[from - 1] ?? "")) from--;
    text += shown.slice(at, from) + body.slice(from, start) + HIDDEN.repeat(end - start);
    at = end;
  }
  return text + shown.slice(at);
}

/** A body on one line, as a reader sees it: `[laughs] Yes, [unintelligible].` Timestamps are left out. */
export function readableText(body: string): string {
  return shownTokens(body)
    .map(({ text, spaced }, i) => (spaced && i > 0 ? ` ${text}` : text))
    .join("");
}
