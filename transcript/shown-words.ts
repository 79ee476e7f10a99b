/** A word as a page shows it, and its place in the text, in UTF-16 units; `end` is exclusive. */
export interface ShownWord {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

// First the runs, then the letters: one pattern for both takes quadratic time on a long run of signs.
const RUN = /\S+/gu;
const SAID = /[\p{L}\p{N}]/u;

/**
 * The words of a displayed text: each run of non-white-space with a letter or digit. The server uses this to
 * time a paragraph and the browser to highlight a word, so both count words the same way.
 */
export function shownWords(text: string): ShownWord[] {
  const runs = Array.from(text.matchAll(RUN), ({ 0: run, index }) => ({
    start: index,
    end: index + run.length,
    text: run,
  }));
  return runs.filter(({ text: run }) => SAID.test(run));
}
