import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conflictLine, findFrontMatter, midLabels, parse, serialize, splitAt } from "../../transcript";

describe("front matter", () => {
  const matter = '---\ntitle: "A: b"\ntags:\n  - x\n# a remark\n---\n';

  test("and a byte order mark are no part of the first paragraph, and stay byte for byte", () => {
    for (const before of [
      matter,
      `\ufeff${matter}`,
      matter.replaceAll("\n", "\r\n"),
      "\ufeff",
      `${matter}\n\n`,
    ]) {
      const text = `${before}**Ada:** Hello.\n`;
      const read = parse(text);
      expect(read.lead, before).toBe(before);
      expect(read.segments).toMatchObject([{ kind: "speech", name: "Ada", body: "Hello." }]);
      expect(serialize(read)).toBe(text);
    }
    // As version 1 read it.
    expect(parse(`${matter}**Ada:** Hello.\n`, { frontMatter: false }).segments[0]?.kind).toBe("text");
  });

  test("is YAML between two rules at the very start, and nothing else", () => {
    for (const text of [
      "---\n\nProse between two rules.\n\n---\n",
      "---\nSaid: this.\nAnd this is prose\n---\n",
      "---\n**Ada:** Hello.\n---\n",
      "---\ntitle: never closed\n",
      "\n---\ntitle: a\n---\n",
      "---\n---\n",
      "----\ntitle: a\n---\n",
    ])
      expect(findFrontMatter(text), text).toBeNull();
  });

  test("never costs a byte, whatever the text", () => {
    const piece = fc.constantFrom(
      "---",
      "\n",
      "\ufeff",
      "a: b",
      "- c",
      "**Ada:** x",
      "\r\n",
      " ",
      "...",
      "#",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join("");
        expect(serialize(parse(text))).toBe(text);
      }),
    );
  });
});

describe("a label within a line", () => {
  test("is found, and split into a turn of its own", () => {
    const text = "**Ada Byron:** We go back? **Ben Ng:** We do, yes.\n\n**Ada Byron:** Fine.\n";
    const read = parse(text);
    const [label, ...more] = midLabels(read);
    expect({ label, more }).toEqual({ label: { segment: 0, at: 12, name: "Ben Ng" }, more: [] });
    expect(splitAt(read, { segment: 0, at: 12 })).toBe(
      "**Ada Byron:** We go back?\n\n**Ben Ng:** We do, yes.\n\n**Ada Byron:** Fine.\n",
    );
    expect(splitAt(read, { segment: 0, at: 11 })).toBeNull();
    const first = parse("**Ada:** **Ben:** Yes.\n");
    expect(splitAt(first, { segment: 0, at: 0 })).toBe("**Ada:**\n\n**Ben:** Yes.\n");
  });

  test("is none in a newsletter, in prose, or where bold is emphasis", () => {
    expect(midLabels(parse("A **Thing:** b\n", { newsletter: true }))).toEqual([]);
    for (const text of ["**Ada:** a **note** b", "**Ada:** **lower:** b", "**Ada:** a **B** : c"])
      expect(midLabels(parse(text)), text).toEqual([]);
  });
});

test("what git leaves of a conflict is found by its line", () => {
  expect(conflictLine("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> branch\n")).toBe(2);
  for (const text of ["", "<<<<<<< HEAD", "=======\n<<<<<<<\n>>>>>>>", "a <<<<<<< b\n=======\n>>>>>>>"])
    expect(conflictLine(text), text).toBeNull();
});
