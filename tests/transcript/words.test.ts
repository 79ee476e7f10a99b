import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  counts,
  display,
  fromVtt,
  marks,
  parse,
  plainText,
  serialize,
  sounds,
  turns,
  words,
} from "../../transcript";
import { syllables } from "../../transcript/speech";
import { anyText } from "./arbitrary";

describe("marks", () => {
  const times = (body: string) => marks(body).map(({ type, seconds, coarse }) => [type, seconds, coarse]);

  it.each([
    ["\\[04:15\\]", ["timestamp", 255, true]],
    ["\\[01:00:05.11\\]", ["timestamp", 3605 + 11 / 30, false]],
    ["[01:00:05.11]", ["timestamp", 3605 + 11 / 30, false]],
    ["\\[00:11: 57.25\\]", ["timestamp", 717 + 25 / 30, false]],
    ["\\[\\00:39:46.14\\]", ["timestamp", 2386 + 14 / 30, false]],
    ["\\[00:03:49.08\\\\]", ["timestamp", 229 + 8 / 30, false]],
    ["\\[00:20:18:08\\]", ["timestamp", 1218 + 8 / 30, false]],
    ["\\[1:00:17\\]", ["timestamp", 3617, true]],
    ["\\[4:26\\]", ["timestamp", 266, true]],
    ["\\[100:08\\]", ["timestamp", 6008, true]],
    ["\\[00:00:01.50\\]", ["timestamp", 1.5, false]],
    ["\\[unintelligible 00:10:00.00\\]", ["gap", 600, false]],
    ["[unintealligible 00:10:00.15]", ["gap", 600.5, false]],
    ["\\[unintelligible 52:56\\]", ["gap", 3176, true]],
    ["\\[unintelligible 00:53: 52.04\\]", ["gap", 3232 + 4 / 30, false]],
    ["\\[unintelligible 00:41**:**34.02\\]", ["gap", 2494 + 2 / 30, false]],
    ["\\[inaudible 00:41:26.29\\]", ["gap", 2486 + 29 / 30, false]],
    ["\\[cross-talk 00:22:46.00\\]", ["gap", 1366, false]],
    ["\\[Crosstalk\\]", ["gap", null, false]],
  ])("%s", (body, expected) => {
    const [type, seconds, coarse] = times(`so ${body} then`)[0] ?? [];
    expect([type, coarse]).toEqual([expected[0], expected[2]]);
    if (expected[1] === null) expect(seconds).toBeNull();
    else expect(seconds).toBeCloseTo(Number(expected[1]), 9);
    const [mark] = marks(`so ${body} then`);
    expect(`so ${body} then`.slice(mark?.start, mark?.end)).toBe(body);
  });

  it.each([
    "\\[00:27:20.28",
    "g0:47:03.17\\]",
    "unintelligible",
    "\\[laughs\\]",
    "[A]t",
    "map[string]",
    "\\[MM:SS\\]",
  ])("%s is none", (body) => expect(marks(body)).toEqual([]));

  it("are in order and apart", () => {
    fc.assert(
      fc.property(anyText, (body) => {
        let at = 0;
        for (const { start, end } of marks(body)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          at = end;
        }
      }),
    );
  });
});

describe("hostile input", () => {
  // A pattern that backtracks over the same text takes minutes for each of these.
  it.each([
    "\\",
    "\\[",
    "[unint",
    "[ ",
    "[",
    "](",
    "[](https:",
    "<!--",
    "<a ",
    "_a b* ",
    "*",
    "`",
    "` `` ",
    "&",
    "1,",
    "a-\0",
    "**a:",
    "> ",
    "<v ",
    "<v.",
    "-",
  ])("of %j, repeated, is read like any other", (piece) => {
    const text = piece.repeat(100_000);
    const transcript = parse(text);
    expect(serialize(transcript) === text).toBe(true);
    expect(words(text).length).toBeLessThanOrEqual(200_000);
    expect(marks(text)).toEqual([]);
    expect(counts(transcript).gaps).toBe(0);
    expect(fromVtt(`00:01.000 --> 00:02.000\n${text}`).cues.length).toBeLessThanOrEqual(1);
  });
});

describe("words", () => {
  const spoken = (body: string) => words(body).map(({ text }) => text);

  it.each([
    ["\\[04:15\\] Yeah, so", ["Yeah", "so"]],
    ["over \\[unintelligible 00:10:00.00\\] revenue", ["over", "revenue"]],
    ["\\[13:14\\] to \\[14:00\\]", []],
    ["\\[laughs\\] I don't", ["I", "don't"]],
    ["[the text](https://x.org/a_(b)) on", ["the", "text", "on"]],
    ["[t](https://open sourcefriday.com) on", ["t", "on"]],
    ["![a picture](p.png) on", ["on"]],
    ["[![alt](i.png)](https://x.org) on", ["on"]],
    ["**bold**ish *em* _em_ snake_case", ["boldish", "em", "em", "snake_case"]],
    [
      "# Head\n- one\n  - two\n> said\n1. first\n2. second",
      ["Head", "one", "two", "said", "first", "second"],
    ],
    ["born in\n1984. Then", ["born", "in", "1984", "Then"]],
    ["`go fmt` and <sup>th</sup> <!-- no -->", ["go", "fmt", "and", "th"]],
    [
      "R&amp;D &quot;so&quot; C++ 37% $5 4,300 12%-13%",
      ["R&D", "so", "C++", "37%", "$5", "4,300", "12%", "13%"],
    ],
    ["yes -- no...well", ["yes", "no", "well"]],
    ["\\* \\* \\*", []],
    ["[A]t map[string]", ["A", "t", "map", "string"]],
    ["日本語 naïve", ["日本語", "naïve"]],
  ])("of %j", (body, expected) => expect(spoken(body)).toEqual(expected));

  it("stand in the source in order, apart from each other, from marks and from sounds", () => {
    fc.assert(
      fc.property(anyText, (body) => {
        const found = words(body);
        const others = [...marks(body), ...sounds(body)];
        let at = 0;
        for (const { start, end, text } of found) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          expect(text).toMatch(/[\p{L}\p{N}]/u);
          expect(others.some((other) => start < other.end && other.start < end)).toBe(false);
          at = end;
        }
        expect(at).toBeLessThanOrEqual(body.length);
        expect(display(body).text).toHaveLength(body.length);
      }),
      { numRuns: 1000 },
    );
  });

  it("are shown by plainText, in order", () => {
    fc.assert(
      fc.property(anyText, (body) => {
        const shown = plainText(body);
        let at = 0;
        for (const { text } of words(body)) {
          at = shown.indexOf(text, at);
          expect(at).toBeGreaterThanOrEqual(0);
          at += text.length;
        }
      }),
    );
  });

  it("plainText keeps sounds and closes up where a mark stood", () => {
    expect(
      plainText("\\[04:15\\] \\[laughs\\] over \\[unintelligible 00:10:00.00\\], and &quot;so&quot;"),
    ).toBe('[laughs] over, and "so"');
  });
});

describe("syllables", () => {
  it.each([
    ["Yeah", 1],
    ["make", 1],
    ["named", 1],
    ["wanted", 2],
    ["table", 2],
    ["people", 2],
    ["survey", 2],
    ["4,300", 6],
    ["37%", 6],
    ["2021", 5],
    ["1999", 5],
    ["API", 3],
    ["$5", 3],
    ["don't", 1],
  ])("%s has %d", (word, count) => expect(syllables(word)).toBe(count));

  it("are at least one for any word", () => {
    fc.assert(fc.property(anyText, (text) => syllables(text) >= 1 && Number.isFinite(syllables(text))));
  });
});

describe("turns", () => {
  it("go on through text, end at each label, and name nobody after a marker or at the start", () => {
    const transcript = parse(
      "Hello.\n\n**A:** one\n\nmore\n\n**A:** two\n\n**Break:**\n\nad\n\nad too\n\n**B:** three\n",
    );
    expect(turns(transcript)).toEqual([
      { speaker: null, kind: "unattributed", first: 0, last: 0 },
      { speaker: "A", kind: "speech", first: 1, last: 2 },
      { speaker: "A", kind: "speech", first: 3, last: 3 },
      { speaker: null, kind: "marker", first: 4, last: 4 },
      { speaker: null, kind: "unattributed", first: 5, last: 6 },
      { speaker: "B", kind: "speech", first: 7, last: 7 },
    ]);
  });
});
