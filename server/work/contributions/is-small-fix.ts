import { diffWords, marks, parse, type Splice, withinSteps, words } from "@/transcript";

/** The most words that a small fix takes away, and the most that it puts in their place. */
export const MOST_FIXED = 5;

/**
 * Whether a change is a small fix, such as of a typo: at most five words, within their paragraphs, no speaker, no time and no
 * gap.
 */
export function isSmallFix(splices: readonly Splice[], { newsletter = false } = {}): boolean {
  return withinSteps(() => {
    let [added, removed] = [0, 0];
    for (const { before, after } of splices) {
      const [old, young] = [before, after].map(
        (text) => parse(text, { newsletter, frontMatter: false }).segments,
      );
      if (!old || !young || old.length !== young.length) return false;
      const sameShape = old.every(({ kind, name, body }, i) => {
        const other = young[i];
        return kind === other?.kind && name === other.name && stampsOf(body) === stampsOf(other.body);
      });
      if (!sameShape) return false;
      for (const { type, text } of diffWords(before, after)) {
        if (type === "insert") added += words(text).length;
        if (type === "delete") removed += words(text).length;
      }
      if (added > MOST_FIXED || removed > MOST_FIXED) return false;
    }
    return splices.length > 0;
  });
}

/** The times and gaps of a paragraph, as they are written. */
const stampsOf = (body: string) =>
  marks(body)
    .map(({ start, end }) => body.slice(start, end))
    .join("\n");
