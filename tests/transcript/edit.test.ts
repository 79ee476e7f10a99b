import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  applySplices,
  type Edited,
  type EditProblem,
  fillGap,
  formatStamp,
  insertTime,
  joinSegments,
  marks,
  parse,
  relabel,
  removeSegment,
  retime,
  serialize,
  sourceOffsets,
  splices,
  splitSegment,
  type Transcript,
} from "../../transcript";
import { Tally } from "../support/tally";
import { formatText, anyText as texts } from "./arbitrary";

const TEXT =
  "**Ana:** \\[00:01\\] We asked \\[unintelligible 00:00:03.15\\] people.\n\nAnd they answered.\n\n\n**Ben:** How many?";
const ana = parse(TEXT);
const text = (edited: Edited) => (edited.ok ? serialize(edited.transcript) : edited.reason);

describe("an edit", () => {
  test("of each kind changes what it is about", () => {
    expect(text(fillGap(ana, 0, 0, " 4,300 "))).toBe(TEXT.replace(/\\\[unint[^\]]*\]/, "4,300"));
    expect(text(relabel(ana, 2, "Eve"))).toBe(TEXT.replace("**Ben:**", "**Eve:**"));
    expect(text(relabel(ana, 1, "Eve"))).toBe(TEXT.replace("And they", "**Eve:** And they"));
    expect(text(relabel(ana, 2, null))).toBe(TEXT.replace("**Ben:** ", ""));
    expect(text(splitSegment(ana, 1, 4))).toBe(TEXT.replace("And they", "And\n\nthey"));
    expect(text(splitSegment(ana, 1, 4, "Eve"))).toBe(TEXT.replace("And they", "And\n\n**Eve:** they"));
    expect(text(joinSegments(ana, 0))).toBe(TEXT.replace("people.\n\nAnd", "people. And"));
    expect(text(joinSegments(ana, 1))).toBe(TEXT.replace("answered.\n\n\n**Ben:** How", "answered. How"));
    expect(text(removeSegment(ana, 1))).toBe(TEXT.replace("And they answered.\n\n\n", ""));
    expect(text(retime(ana, 0, 0, 4000.5))).toBe(TEXT.replace("00:01", "01:06:40.15"));
    expect(text(retime(ana, 0, 1, 61.5))).toBe(TEXT.replace("00:00:03.15", "00:01:01.15"));
    expect(text(insertTime(ana, 1, 4, 7.9))).toBe(TEXT.replace("And they", "And \\[00:07\\] they"));
  });

  test("that would not be read back, or has nothing to change, is refused", () => {
    expect(fillGap(ana, 1, 0, "x")).toEqual({ ok: false, reason: "no-gap" });
    expect(fillGap(ana, 0, 0, "a\nb")).toEqual({ ok: false, reason: "blank-line" });
    expect(relabel(ana, 0, "A*")).toEqual({ ok: false, reason: "no-name" });
    expect(relabel(ana, 0, "  ")).toEqual({ ok: false, reason: "no-name" });
    expect(splitSegment(ana, 1, 0)).toEqual({ ok: false, reason: "no-split" });
    expect(splitSegment(ana, 0, 6)).toEqual({ ok: false, reason: "no-split" });
    expect(joinSegments(ana, 2)).toEqual({ ok: false, reason: "no-join" });
    expect(removeSegment(parse("One."), 0)).toEqual({ ok: false, reason: "last" });
    expect(retime(ana, 0, 0, Number.NaN)).toEqual({ ok: false, reason: "no-time" });
    expect(removeSegment(ana, 9)).toEqual({ ok: false, reason: "no-segment" });
  });

  type Edit = (t: Transcript, i: number, n: number) => Edited;
  /** An edit whose text would be read as other paragraphs is refused. */
  const UNREADABLE = ["empty", "label", "line-end", "blank-line"] as const;
  /** Each kind of edit, with all the reasons for which it may be refused. */
  const edits: [name: string, edit: Edit, reasons: EditProblem[]][] = [
    ["fillGap", (t, i, n) => fillGap(t, i, n % 2, "what was heard"), ["no-gap", "blank-line", "line-end"]],
    ["relabel to a name", (t, i) => relabel(t, i, "Ann Lee"), ["no-name"]],
    ["relabel to none", (t, i) => relabel(t, i, null), [...UNREADABLE]],
    ["splitSegment", (t, i, n) => splitSegment(t, i, n), ["no-split", ...UNREADABLE]],
    ["joinSegments", (t, i) => joinSegments(t, i), ["no-join", ...UNREADABLE]],
    ["removeSegment", (t, i) => removeSegment(t, i), ["last"]],
    ["retime", (t, i, n) => retime(t, i, n % 2, n), ["no-mark", "line-end"]],
    ["insertTime", (t, i, n) => insertTime(t, i, n, n), ["no-split", ...UNREADABLE]],
  ];
  // Several paragraphs, most with a gap and a timestamp, so that each kind of edit has something to change.
  const paragraph = fc
    .tuple(
      fc.constantFrom("**Bob:** ", ""),
      formatText,
      fc.constantFrom("\\[unintelligible 00:03\\] \\[04:15\\]", ""),
    )
    .map((parts) => parts.join(""));
  const sources = fc.oneof(
    texts,
    fc.array(paragraph, { minLength: 2, maxLength: 6 }).map((paragraphs) => paragraphs.join("\n\n")),
  );

  test.each(edits)(
    "by %s is read back as itself, and what is far from it keeps its bytes",
    (_, edit, reasons) => {
      const tally = new Tally();
      fc.assert(
        fc.property(sources, fc.nat(20), fc.nat(60), (source, at, n) => {
          const before = parse(source);
          fc.pre(before.segments.length > 0);
          const index = at % before.segments.length;
          const result = edit(before, index, n);
          if (!result.ok) {
            expect(reasons).toContain(result.reason);
            return;
          }
          const after = serialize(result.transcript);
          if (after !== source) tally.add("changed");
          expect(parse(after)).toEqual({ ...result.transcript, newsletter: false });
          // The edit may change the neighbours' separators, but nothing further away.
          const offsets = sourceOffsets(before);
          const from = offsets[index - 1]?.label ?? 0;
          const to = offsets[index + 2]?.label ?? source.length;
          expect(after.startsWith(source.slice(0, from))).toBe(true);
          if (offsets[index + 2]) expect(after.endsWith(source.slice(to))).toBe(true);
        }),
        { numRuns: 400 },
      );
      expect(tally.of("changed"), "edits that were made").toBeGreaterThan(40);
    },
  );
});

describe("splices", () => {
  test("put into the one text give the other, whatever both are", () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const [before, after] = [parse(a), parse(b)];
        const found = splices(before, after);
        expect(applySplices(before, found)).toBe(b);
        expect(splices(before, before)).toEqual([]);
        if (a !== b) expect(found.length).toBeGreaterThan(0);
      }),
    );
  });

  test("that do not find what they replace are refused", () => {
    const found = splices(ana, parse(TEXT.replace("answered", "replied")));
    expect(applySplices(parse(TEXT.replace("And", "But")), found)).toBeNull();
    expect(applySplices(ana, [{ start: 8, end: 9, before: "", after: "" }])).toBeNull();
  });
});

test("a stamp is read back as the moment it was made of", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 30 * 86_400 }), (frames) => {
      const seconds = frames / 30;
      const [long] = marks(`\\[unintelligible ${formatStamp(seconds, true)}\\]`);
      expect(long?.seconds).toBeCloseTo(seconds, 6);
      const [short] = marks(`\\[${formatStamp(seconds)}\\]`);
      expect(short?.seconds).toBeCloseTo(seconds < 3600 ? Math.floor(seconds) : seconds, 6);
    }),
  );
});
