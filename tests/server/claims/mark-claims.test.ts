import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderSegment } from "../../../server/text/episodes/render-segment";
import { markClaims } from "../../../server/work/claims/mark-claims";

const mark = (html: string, firstWord: number, lastWord: number) =>
  markClaims(html, [{ id: 7, firstWord, lastWord, className: "c" }]).replace(
    /<span class="claim-end">([^<]*)<\/span>/,
    "$1",
  );
const bare = (html: string) =>
  html.replaceAll(/<span data-claim="\d+" class="c">/g, "⟨").replace(/⟨((?:(?!⟨)[\s\S])*?)<\/span>/g, "$1");
const inside = (html: string) =>
  [...html.matchAll(/<span data-claim="7" class="c">([\s\S]*?)<\/span>/g)].map(([, text]) => text).join("");

describe("marks in a paragraph", () => {
  it.each([
    ["plain words", "One two three four.", 1, 2, 'One <span data-claim="7" class="c">two three</span> four.'],
    [
      "words in and out of emphasis",
      "One <em>two three</em> four.",
      2,
      3,
      'One <em>two <span data-claim="7" class="c">three</span></em><span data-claim="7" class="c"> four.</span>',
    ],
    [
      "words beside a reference",
      "A &#x26; b &#x3C; c",
      1,
      2,
      'A &#x26; <span data-claim="7" class="c">b &#x3C; c</span>',
    ],
    [
      "words behind a gap",
      'One <a class="gap" data-mark="gap" title="a > b">1:02 x</a> two three',
      1,
      2,
      'One <a class="gap" data-mark="gap" title="a > b">1:02 x</a> <span data-claim="7" class="c">two three</span>',
    ],
    ["words that are not there", "One two", 1, 5, "One two"],
  ])("are put around %s", (_, html, first, last, expected) => expect(mark(html, first, last)).toBe(expected));

  it.each([
    [
      "One <em>two three</em> four.",
      'One <em><span data-claim="7" class="c">two three</span></em><span data-claim="7" class="c"> <span class="claim-end">four.</span></span>',
    ],
    ["One two", 'One <span data-claim="7" class="c"><span class="claim-end">two</span></span>'],
    [
      "One 3 &#x3C; R&#x26;D!",
      'One <span data-claim="7" class="c">3 &#x3C; <span class="claim-end">R&#x26;D!</span></span>',
    ],
  ])("bear a sign once, held to the last word of the claim: %s", (html, marked) => {
    const lastWord = html.includes("<em>") ? 3 : html.includes("R&") ? 2 : 1;
    expect(markClaims(html, [{ id: 7, firstWord: 1, lastWord, className: "c" }])).toBe(marked);
  });

  it.each(["a".repeat(17), "四千三百人が", "สี่พันสามร้อย"])(
    "bear it behind %s, which may be wider than a line, without being held to it",
    (word) => {
      const marked = markClaims(`One ${word}`, [{ id: 7, firstWord: 1, lastWord: 1, className: "c" }]);
      expect(marked).toBe(`One <span data-claim="7" class="c">${word}<span class="claim-end"></span></span>`);
    },
  );

  it("leave a page's text as it was, and hold the words that were meant", () => {
    const piece = fc.constantFrom(
      "one",
      "*two*",
      "**th** ree",
      "[four](https://e.org/?a=1&b=2)",
      "&amp;",
      "<",
      "--",
      "\\[laughs\\]",
      "\\[unintelligible 00:00:01.00\\]",
      "`x`",
      "9 > 8",
      "“q”",
      "five,",
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), fc.nat(), fc.nat(), (pieces, a, more) => {
        const { html, words, block } = renderSegment(pieces.join(" "));
        fc.pre(!block && words.length > 0);
        const first = a % words.length;
        const last = Math.min(words.length - 1, first + (more % 4));
        const marked = mark(html, first, last);
        expect(bare(marked)).toBe(html);
        expect(inside(marked)).not.toBe("");
      }),
    );
  });
});
