import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isUnnamed, parse, renameSpeakers, serialize } from "../../transcript";
import { anyText } from "./arbitrary";

describe("a label that is no name", () => {
  test.each([
    ...["Speaker 0", "SPEAKER_00", "speaker 12", "Спикер №1", "Sprecherin 2", "話者1", "Speaker A", "spk_1"],
    ...["1", "№2", "S3", "Guest 1", "Unknown Speaker 2", "Male speaker 1"],
  ])("%s", (label) => expect(isUnnamed(label)).toBe(true));

  test.each([
    ...["Ann Lee", "Shaundai Person", "Unknown speaker", "Speaker", "Voice over", "Guest", "Number One"],
    ...["R2D2", "Speaker Pelosi", "The Speaker 1 fan", "Host", "1985", "Break"],
  ])("%s is none", (label) => expect(isUnnamed(label)).toBe(false));
});

const TEXT =
  "---\ntitle: A\n---\n\n**Speaker 1:** Hi, Speaker 1 here.\n\n# **Speaker 2**: And **Speaker 1:** said.\n**Speaker 1:**\nAgain.\n\n**Ann:** Yes.";

describe("naming speakers", () => {
  test("changes their labels and nothing else, and keeps their spelling", () => {
    const named = renameSpeakers(
      parse(TEXT),
      new Map([
        ["Speaker 1", " Ben Ng "],
        ["Speaker 2", "$& Cy"],
      ]),
    );
    expect(named.ok && serialize(named.transcript)).toBe(
      TEXT.replace("**Speaker 1:** Hi", "**Ben Ng:** Hi")
        .replace("# **Speaker 2**:", () => "# **$& Cy**:")
        .replace("\n**Speaker 1:**\nAgain", "\n**Ben Ng:**\nAgain"),
    );
  });

  test.each(["", " ", "A*b", "A\nb", "Break", "**", "A: **"])("refuses %j", (name) =>
    expect(renameSpeakers(parse(TEXT), new Map([["Speaker 1", name]]))).toEqual({
      ok: false,
      reason: "no-name",
    }),
  );

  test("is undone by naming them back, in any text", () => {
    fc.assert(
      fc.property(anyText, fc.boolean(), (text, newsletter) => {
        const before = parse(text, { newsletter });
        const free = "Nobody Else";
        for (const name of new Set(before.segments.map((segment) => segment.name))) {
          if (name === null || text.includes(free)) continue;
          const named = renameSpeakers(before, new Map([[name, free]]));
          if (!named.ok) continue;
          expect(named.transcript.segments.map(({ body }) => body)).toEqual(
            before.segments.map(({ body }) => body),
          );
          const back = renameSpeakers(named.transcript, new Map([[free, name]]));
          expect(back.ok && serialize(back.transcript)).toBe(text);
        }
      }),
    );
  });
});
