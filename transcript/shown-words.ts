/** A word as a page shows it, and where it stands in the text, in UTF-16 units; `end` is exclusive. */
export interface ShownWord {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

// The runs first and the letters after: one pattern for both takes quadratic time on a long run of signs.
const RUN = /\S+/gu;
const SAID = /[\p{L}\p{N}]/u;

/**
 * The words of a shown text: each run of non-white-space with a letter or digit. The server counts them so when it
 * times a paragraph and the browser when it lights one; so the n-th of the one is the n-th of the other.
 */
export function shownWords(text: string): ShownWord[] {
  const runs = Array.from(text.matchAll(RUN), ({ 0: run, index }) => ({
    start: index,
    end: index + run.length,
    text: run,
  }));
  return runs.filter(({ text: run }) => SAID.test(run));
}
