/**
 * Characters of changes that a page shows or sends to be edited: as many as the longest transcript has before and after. What is
 * beyond is counted.
 */
export const MOST_SHOWN = 350_000;

/** Paragraphs that a page shows of one change: twice what the longest episode has. */
const MOST_PARAGRAPHS = 1000;

/** Whether texts are short enough to be shown, or edited in place: a paste of ten thousand paragraphs is told in figures. */
export function isShowable(...texts: readonly string[]): boolean {
  let [size, paragraphs] = [0, 0];
  for (const text of texts) {
    size += text.length;
    if (size > MOST_SHOWN) return false;
    for (let at = text.indexOf("\n\n"); at >= 0; at = text.indexOf("\n\n", at + 2)) paragraphs += 1;
    if (paragraphs > MOST_PARAGRAPHS) return false;
  }
  return true;
}
