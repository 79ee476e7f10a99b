import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { fold, WordDiff } from "../../components/contribution/word-diff";
import { diffWords } from "../../transcript";

const html = (before: string, after: string) =>
  renderToStaticMarkup(createElement(WordDiff, { edits: diffWords(before, after) }));

test("a deletion is struck and an insertion underlined, both said in words as well", () => {
  const shown = html("We asked four people.", "We asked <b>forty</b> people.");
  expect(shown).toMatch(/<del><span[^>]*>Deleted: <\/span>four/);
  expect(shown).toMatch(/<ins><span[^>]*>Inserted: <\/span>&lt;b&gt;forty/);
  expect(shown).not.toContain("<b>");
});

test("what is far from any change folds, and no word is lost by it", () => {
  const words = Array.from({ length: 200 }, (_, i) => `w${i}`);
  const after = words.map((word, i) => (i === 50 || i === 150 ? "x" : word));
  const shown = html(words.join(" "), after.join(" "));
  expect(shown.match(/<details/g)).toHaveLength(3);
  expect(shown).toContain("… 63 words …");
  for (const word of words) expect(shown).toContain(word);
  const text = words.join(" ");
  const { head, folded, tail } = fold(text, false, false);
  expect(head + folded + tail).toBe(text);
  expect(fold("one two three", false, false)).toEqual({ head: "one two three", folded: "", tail: "" });
});
