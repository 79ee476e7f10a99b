import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editDistance } from "../../../server/doors/search/edit-distance";
import { parseQuery } from "../../../server/doors/search/parse-query";
import { tokenise } from "../../../server/doors/search/tokenise";

const keys = (text: string) => tokenise(text).map(({ key }) => key);

describe("words", () => {
  test.each([
    ["Don't know, doesn’t matter.", ["dont", "know", "doesnt", "matter"]],
    ["open-source Node.js, and/or", ["open", "source", "node", "js", "and", "or"]],
    ["4,300 of 1,2 and 3.5", ["4300", "of", "1", "2", "and", "3", "5"]],
    ["C++, C# or C?", ["cplusplus", "csharp", "or", "c"]],
    ["Adrián, CAFÉ, Žižek", ["adrian", "cafe", "zizek"]],
    ["Привет, 世界", ["привет", "世界"]],
    ["", []],
    ["?! -- \0", []],
  ])("of %j", (text, expected) => {
    expect(keys(text)).toEqual(expected);
  });

  test("stand where they are said to, in order, and are nothing but letters and digits", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
        let at = 0;
        for (const { start, end, key } of tokenise(text)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          expect(key).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
          at = end;
        }
        expect(at).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe("a query", () => {
  const terms = (query: string, typing = false) => {
    const parsed = parseQuery(query, { typing });
    return parsed.ok
      ? parsed.terms.map(({ kind, keys, excluded }) => `${excluded ? "not " : ""}${kind} ${keys.join(" ")}`)
      : parsed.reason;
  };

  test.each([
    ["open source", ["word open", "word source"]],
    ['say "open source" now', ["word say", "phrase open source", "word now"]],
    ["“open source”", ["phrase open source"]],
    ['never "closed quotes', ["word never", "phrase closed quotes"]],
    ["kube* c*", ["prefix kube", "word c"]],
    ['go -rust -"go time"', ["word go", "not word rust", "not phrase go time"]],
    ["open-source", ["phrase open source"]],
    ["go go go", ["word go"]],
    ["'); DROP TABLE shows; --", ["word drop", "word table", "word shows"]],
    [
      "a & !b | (c) <-> d:*",
      ["word a", "word b", "word c", "prefix d"].map((t) => t.replace("prefix", "word")),
    ],
    ["   ", "empty"],
    ["-rust", "only-excluded"],
    ['"" * -', "no-words"],
    ["\0\0", "no-words"],
    ["x".repeat(10_000), "too-long"],
  ])("%j", (query, expected) => {
    expect(terms(query)).toEqual(expected);
  });

  test("that is still being typed takes its last word for a beginning", () => {
    expect(terms("open sou", true)).toEqual(["word open", "prefix sou"]);
    expect(terms("open ", true)).toEqual(["prefix open"]);
    expect(terms('"open sou', true)).toEqual(["phrase open sou"]);
  });

  test("is understood whatever it holds", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 400 }), (query) => void parseQuery(query)));
  });
});

describe("the distance of two words", () => {
  test.each([
    ["python", "pyhton", 1],
    ["kubernetes", "kubernets", 1],
    ["same", "same", 0],
    ["", "abc", 3],
    ["postgres", "progres", 3],
  ])("of %s and %s is %i", (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });
});
