import { display } from "./display";
import type { Transcript } from "./model";
import { shownTokens } from "./shown-tokens";
import type { Timeline } from "./timeline";
import { turns } from "./turns";
import { flatten, wordsOf } from "./words";

/** A word with its punctuation; or punctuation, a sound or an unheard place that stands alone. */
export interface TimedToken {
  readonly text: string;
  /** False where no space separates it from the token before. */
  readonly spaced: boolean;
  /** In seconds. */
  readonly start: number;
  /** The index of its word among the document's; null if it contains no word. */
  readonly word: number | null;
  readonly isGap: boolean;
  /** The index of its run of text among the document's shown tokens: two words that touch are one. */
  readonly shown: number;
}

/** The tokens of every segment, in order: split at white space, and between two words that touch ("one--two"). */
export function timedTokens(transcript: Transcript, timeline: Timeline): TimedToken[][] {
  let index = 0;
  return transcript.segments.map(({ body }, segment) => {
    const seen = display(body);
    const spoken = wordsOf(seen);
    const first = timeline.firstWord[segment] ?? 0;
    const found: TimedToken[] = [];
    let word = 0;
    let start = timeline.segmentStarts[segment] ?? 0;
    const source = seen.text;
    for (const token of shownTokens(body, seen)) {
      const shown = index++;
      if (token.isGap) {
        found.push({ text: token.text, spaced: token.spaced, start, word: null, isGap: true, shown });
        continue;
      }
      let at = token.start;
      let spaced = token.spaced;
      do {
        const here = (spoken[word]?.start ?? Number.POSITIVE_INFINITY) < token.end;
        const said = here ? first + word++ : null;
        if (said !== null) start = timeline.starts[said] ?? start;
        const cut = Math.min(token.end, spoken[word]?.start ?? token.end);
        const text = flatten(source.slice(at, cut));
        if (text) found.push({ text, spaced, start, word: said, isGap: false, shown });
        at = cut;
        spaced = false;
      } while (at < token.end);
    }
    return found;
  });
}

/** The speaker of each segment; null for markers and where nobody is named. */
export function speakersOf(transcript: Transcript): (string | null)[] {
  return turns(transcript).flatMap(({ speaker, first, last }) => new Array(last - first + 1).fill(speaker));
}

/** Tokens as one line. */
export const joinTokens = (tokens: readonly Pick<TimedToken, "text" | "spaced">[]): string =>
  tokens.map(({ text, spaced }, i) => (spaced && i > 0 ? ` ${text}` : text)).join("");
