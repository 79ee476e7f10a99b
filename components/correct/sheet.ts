import type { OpenedParagraph } from "@/server/work/contributions/read-paragraph";
import { timeBody } from "@/transcript";

/** All that the form of a paragraph shows and sends. Times, splits and links stand in the words. */
export interface Sheet {
  /** Markdown with "\n" as its line break, as a text area has it. A blank line splits the paragraph. */
  readonly words: string;
  /** The speaker's name; "" goes on with the speaker before. */
  readonly speaker: string;
  /** Whether the words stand in place of the next paragraph too. */
  readonly joined: boolean;
}

/** A sheet after a tool, and where the caret stands in its words. */
export interface Tooled {
  readonly sheet: Sheet;
  readonly caret: number;
}

type Paragraph = Pick<OpenedParagraph, "body" | "name">;
type Next = NonNullable<OpenedParagraph["next"]>;

const asTyped = (body: string) => body.replaceAll("\r\n", "\n");

/** The sheet of a paragraph that nobody has changed. */
export const sheetOf = ({ body, name }: Paragraph): Sheet => ({
  words: asTyped(body),
  speaker: name ?? "",
  joined: false,
});

/** Whether two sheets show the same. */
export const sameSheet = (one: Sheet, other: Sheet): boolean =>
  one.words === other.words && one.speaker === other.speaker && one.joined === other.joined;

/** Splits the paragraph at the caret. */
export function splitSheet(sheet: Sheet, caret: number): Tooled {
  const first = sheet.words.slice(0, caret).trimEnd();
  const words = `${first}\n\n${sheet.words.slice(caret).trimStart()}`;
  return { sheet: { ...sheet, words }, caret: first.length + 2 };
}

/** Takes the words of the next paragraph in. */
export function joinSheet(sheet: Sheet, next: Next): Tooled {
  if (sheet.joined) return { sheet, caret: sheet.words.length };
  const first = sheet.words.trimEnd();
  const seam = first === "" ? "" : " ";
  const words = `${first}${seam}${asTyped(next.body).trimStart()}`;
  return { sheet: { ...sheet, words, joined: true }, caret: first.length + seam.length };
}

/**
 * Leaves the next paragraph as it is: its words are taken out again where they stand as they were. Where they were edited,
 * the words stay: they are then seen twice, here and in the next paragraph.
 */
export function partSheet(sheet: Sheet, next: Next): Tooled {
  const taken = asTyped(next.body).trim();
  const at = taken === "" ? -1 : sheet.words.lastIndexOf(taken);
  const words =
    at < 0
      ? sheet.words
      : sheet.words.slice(0, at).trimEnd() + sheet.words.slice(at + taken.length).trimEnd();
  return { sheet: { ...sheet, words, joined: false }, caret: words.length };
}

/** Makes the selected words a link. */
export function linkSheet(sheet: Sheet, [from, to]: readonly [number, number], url: string): Tooled {
  const linked = `[${sheet.words.slice(from, to)}](${url})`;
  const words = sheet.words.slice(0, from) + linked + sheet.words.slice(to);
  return { sheet: { ...sheet, words }, caret: from + linked.length };
}

/** Sets the time of the word at the caret; null within a gap. */
export function timeSheet(sheet: Sheet, caret: number, seconds: number): Tooled | null {
  const words = timeBody(sheet.words, caret, seconds);
  return words === null
    ? null
    : { sheet: { ...sheet, words }, caret: caret + words.length - sheet.words.length };
}

/** At most this part of the next paragraph's words may be missing before the form asks. */
const MISSED = 0.5;

/** Whether a joined sheet still has the words of the next paragraph. Sending one that has not would delete them. */
export function hasNext({ words, joined }: Sheet, next: Next, own: string): boolean {
  if (!joined) return true;
  const left = new Map<string, number>();
  const count = (text: string, by: number) => {
    for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
      left.set(word, (left.get(word) ?? 0) + by);
  };
  count(words, 1);
  // What the paragraph itself says is not counted for the next one.
  count(own, -1);
  const wanted = next.body.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  let missing = 0;
  for (const word of wanted) {
    const there = left.get(word) ?? 0;
    if (there > 0) left.set(word, there - 1);
    else missing += 1;
  }
  return missing <= wanted.length * MISSED;
}
