import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editBody, parse, serialize, sourceOffsets, type Transcript } from "../../transcript";
import { Tally } from "../support/tally";
import { anyText } from "./arbitrary";

const newsletter = fc.boolean();

describe("parse and serialize", () => {
  it("give back every string", () => {
    fc.assert(
      fc.property(anyText, newsletter, (text, newsletter) => {
        expect(serialize(parse(text, { newsletter })) === text).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    "",
    "\n",
    " ",
    "\r",
    "\r\n\r\n",
    "a",
    "a\n\n\n\n\n",
    "**A:**",
    "**A:** ",
    "**A:**\nb",
    "\ud800",
    "\0",
  ])("give back %j", (text) => expect(serialize(parse(text))).toBe(text));

  it("read a canonical transcript without any override", () => {
    const text = "**Ann:** One.\n\nTwo.\n\n**Break:**\n\n**Bob:** Three.\n";
    const { lead, segments } = parse(text);
    expect(lead).toBe("");
    expect(segments.every(({ labelRaw, sepAfter }) => labelRaw === null && sepAfter === null)).toBe(true);
    expect(segments.map(({ kind, name, body }) => [kind, name, body])).toEqual([
      ["speech", "Ann", "One."],
      ["text", null, "Two."],
      ["marker", "Break", ""],
      ["speech", "Bob", "Three."],
    ]);
  });
});

describe("labels", () => {
  const first = (text: string, newsletter = false) => {
    const [segment] = parse(text, { newsletter }).segments;
    return [segment?.kind, segment?.name, segment?.body];
  };

  it.each([
    ["**Name:**text", ["speech", "Name", "text"]],
    ["**Name:**  two spaces", ["speech", "Name", " two spaces"]],
    ["**Cory LaNou:***", ["speech", "Cory LaNou", "*"]],
    ["**Kris Nova: ** hi", ["speech", "Kris Nova", "hi"]],
    ["**Break** : \\[13:14\\]", ["marker", "Break", "\\[13:14\\]"]],
    ["# **Break:** \\[1:00:17\\]", ["marker", "Break", "\\[1:00:17\\]"]],
    ["**Name**: text", ["speech", "Name", "text"]],
    ["Break: \\[57:26\\] to \\[58:16\\]", ["marker", "Break", "\\[57:26\\] to \\[58:16\\]"]],
    ["**Jerod Santo: Jerod Santo:** hm", ["speech", "Jerod Santo: Jerod Santo", "hm"]],
    ["**Song extract:** la", ["speech", "Song extract", "la"]],
    ["**Name:**\nthe next line", ["speech", "Name", "the next line"]],
    ["**Name:** text\r\n\r\n", ["speech", "Name", "text"]],
  ])("%j is a label", (text, expected) => expect(first(text)).toEqual(expected));

  it.each([
    "**Name** text",
    "Name: text",
    "***Name:** text*",
    "**:** text",
    "**Break: \\[43:56\\]**",
    "so **Name:** in the middle",
    "Break: it down",
  ])("%j is none", (text) => expect(first(text)).toEqual(["text", null, text]));

  it("in a newsletter are emphasis in form B, except for markers", () => {
    expect(first("**Tuesday**: rain", true)).toEqual(["text", null, "**Tuesday**: rain"]);
    expect(first("**Break**: x", true)).toEqual(["marker", "Break", "x"]);
    expect(first("**Jerod:** x", true)).toEqual(["speech", "Jerod", "x"]);
  });

  it("open a segment also right after a line of text", () => {
    expect(parse("text\n**A:** one\nmore\n**B:** two").segments.map(({ body }) => body)).toEqual([
      "text",
      "one\nmore",
      "two",
    ]);
  });

  it("break lines at \\n only", () => {
    expect(parse("one\u2028\u001d two\u0085 three").segments).toHaveLength(1);
  });
});

describe("editBody", () => {
  it("leaves every other byte alone and reads back as the same segments, or is refused where it would not", () => {
    const tally = new Tally();
    fc.assert(
      fc.property(anyText, fc.nat(20), anyText, newsletter, (text, n, body, newsletter) => {
        const before = parse(text, { newsletter });
        fc.pre(before.segments.length > 0);
        const at = n % before.segments.length;
        const range = sourceOffsets(before)[at];
        const result = editBody(before, at, body);
        tally.add(result.ok ? "edited" : result.reason);
        if (!result.ok) {
          // The same body, inserted by hand: it makes different segments, or a name that was not intended.
          const byHand = parse(text.slice(0, range?.start) + body + text.slice(range?.end), { newsletter });
          const said = ({ segments }: Transcript) =>
            segments.map(({ kind, name, body }) => [kind, name, body]);
          const wanted = said(before).map((each, i) => (i === at ? [...each.slice(0, 2), body] : each));
          const opensTurn = parse(body, { newsletter }).segments[0]?.kind !== "text";
          // A body that would melt into the line end behind it is refused although the paragraphs stay the same.
          if (!opensTurn && result.reason !== "line-end") expect(said(byHand)).not.toEqual(wanted);
          return;
        }
        const written = serialize(result.transcript);
        // White space between the label and the body may change, and nothing else.
        const head = text.slice(0, range?.start);
        const tail = text.slice(range?.end);
        expect(written.endsWith(tail)).toBe(true);
        expect(written.slice(0, range?.label)).toBe(text.slice(0, range?.label));
        if ((body === "") === (before.segments[at]?.body === "")) expect(written).toBe(head + body + tail);
        expect(written.slice(0, written.length - tail.length - body.length).trimEnd()).toBe(head.trimEnd());
        expect(parse(written, { newsletter })).toEqual(result.transcript);
      }),
      { numRuns: 2000 },
    );
    expect(tally.of("edited")).toBeGreaterThan(1000);
    for (const reason of ["blank-line", "empty", "label"])
      expect(tally.of(reason), reason).toBeGreaterThan(20);
  });

  it("takes any body without blank lines and labels", () => {
    const transcript = parse("**A:** one\n\ntwo\n");
    expect(editBody(transcript, 0, "1\nand a line")).toMatchObject({ ok: true });
    expect(editBody(transcript, 0, "")).toMatchObject({ ok: true });
  });

  it.each([
    [1, "a\n\nb", "blank-line"],
    [1, "a\n", "blank-line"],
    [1, " ", "blank-line"],
    [1, "", "empty"],
    [1, "**B:** mine", "label"],
    [0, "a\n**B:** mine", "label"],
    [1, "a\r", "line-end"],
    [7, "a", "no-segment"],
  ])("refuses segment %j with %j: %s", (at, body, reason) => {
    expect(editBody(parse("**A:** one\n\ntwo\n"), at, body)).toEqual({ ok: false, reason });
  });

  it("gives a label without words the space it needs", () => {
    for (const text of ["**A:**\n", "**A**:\n", "**Break** :\n"]) {
      const filled = editBody(parse(text), 0, "word");
      if (!filled.ok) throw new Error(filled.reason);
      expect(serialize(filled.transcript)).toBe(`${text.trimEnd()} word\n`);
      const emptied = editBody(filled.transcript, 0, "");
      expect(emptied.ok && serialize(emptied.transcript)).toBe(text);
    }
  });
});

describe("sourceOffsets", () => {
  it("say where each body stands", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const transcript = parse(text);
        const bodies = sourceOffsets(transcript).map(({ start, end }) => text.slice(start, end));
        expect(bodies).toEqual(transcript.segments.map(({ body }) => body));
      }),
    );
  });
});
