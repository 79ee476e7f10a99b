import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignSegments, merge, mergeWords, parse, serialize, type Transcript } from "../../transcript";
import { corpusSkipped, corpusTitle, sharedRows } from "../support/corpus";
import { Tally } from "../support/tally";
import { anyText, edited, talk } from "./arbitrary";

/** Parsed again from its text, as every stored revision is. */
const stored = (transcript: Transcript) => parse(serialize(transcript));
const three = talk.chain((base) =>
  fc.tuple(fc.constant(base), edited(base).map(stored), edited(base).map(stored)),
);
const text = anyText.map((source) => parse(source));
const any = fc.tuple(text, text, text);

function merged(base: string, ours: string, theirs: string): string {
  const result = merge(parse(base), parse(ours), parse(theirs));
  if (!result.ok) throw new Error(`conflict: ${JSON.stringify(result.conflicts)}`);
  return serialize(result.transcript);
}

describe("merge", () => {
  it("takes the one side that changed, and the same change once", () => {
    fc.assert(
      fc.property(fc.oneof(three, fc.tuple(talk, talk, talk)), ([base, x]) => {
        for (const result of [merge(base, base, x), merge(base, x, base), merge(base, x, x)]) {
          expect(result.ok && serialize(result.transcript)).toBe(serialize(x));
        }
      }),
    );
  });

  it("does not mind which side is whose", () => {
    const tally = new Tally();
    fc.assert(
      fc.property(fc.oneof(three, any), ([base, ours, theirs]) => {
        const [one, other] = [merge(base, ours, theirs), merge(base, theirs, ours)];
        expect(one.ok).toBe(other.ok);
        expect(serialize(one.transcript)).toBe(serialize(other.transcript));
        tally.add(one.ok ? "merged" : "conflict");
        if (one.ok || other.ok) return;
        expect(one.conflicts.map((c) => [c.base, c.ours, c.theirs])).toEqual(
          other.conflicts.map((c) => [c.base, c.theirs, c.ours]),
        );
      }),
      { numRuns: 1000 },
    );
    for (const outcome of ["merged", "conflict"]) expect(tally.of(outcome), outcome).toBeGreaterThan(100);
  });

  it("reads back as the segments it says, also where it is only partly merged", () => {
    fc.assert(
      fc.property(fc.oneof(three, any), ([base, ours, theirs]) => {
        const { transcript } = merge(base, ours, theirs);
        expect(parse(serialize(transcript))).toEqual(transcript);
      }),
      { numRuns: 1000 },
    );
  });

  it("has every word that either side put in, or a conflict", () => {
    fc.assert(
      fc.property(talk, fc.nat(11), fc.nat(11), (base, n, m) => {
        const [i, j] = [n % base.segments.length, m % base.segments.length];
        fc.pre([i, j].every((at) => ["speech", "text"].includes(base.segments[at]?.kind ?? "none")));
        const edit = (at: number, word: string) =>
          stored({
            ...base,
            segments: base.segments.map((s, k) => (k === at ? { ...s, body: `${s.body} ${word}` } : s)),
          });
        const result = merge(base, edit(i, "ours-word"), edit(j, "theirs-word"));
        expect(result.ok).toBe(i !== j);
        if (!result.ok) return;
        expect(serialize(result.transcript)).toContain("ours-word");
        expect(serialize(result.transcript)).toContain("theirs-word");
        expect(serialize(result.transcript)).toHaveLength(
          serialize(base).length + " ours-word theirs-word".length,
        );
      }),
    );
  });

  const base = "**A:** one two three four five\n\n**B:** six seven\n\neight nine\n";

  it("takes both changes of one paragraph, also of neighbouring words", () => {
    expect(merged(base, base.replace("two", "2"), base.replace("four", "4"))).toBe(
      base.replace("two", "2").replace("four", "4"),
    );
    expect(merged(base, base.replace("two", "2"), base.replace("three", "3"))).toBe(
      base.replace("two three", "2 3"),
    );
    expect(merged(base, base.replace("five", "5"), base.replace("five", "five and more"))).toBe(
      base.replace("five", "5 and more"),
    );
  });

  it("takes a paragraph put in by one and a word changed by the other", () => {
    expect(merged(base, base.replace("**B:**", "**C:** new\n\n**B:**"), base.replace("seven", "7"))).toBe(
      base.replace("**B:**", "**C:** new\n\n**B:**").replace("seven", "7"),
    );
    expect(merged(base, `${base}\n**C:** the end\n`, base.replace("nine", "9"))).toBe(
      `${base.replace("nine", "9")}\n**C:** the end\n`,
    );
    const open = base.trimEnd();
    expect(merged(open, `${open}\n\n**C:** the end`, open.replace("nine", "9"))).toBe(
      `${open.replace("nine", "9")}\n\n**C:** the end`,
    );
  });

  it("takes a name corrected by one and a word by the other", () => {
    expect(merged(base, base.replace("**B:**", "**Bea:**"), base.replace("six", "6"))).toBe(
      base.replace("**B:** six", "**Bea:** 6"),
    );
  });

  it.each([
    ["the same word", base.replace("two", "2"), base.replace("two", "too")],
    ["one place", base.replace("two", "two a"), base.replace("two", "two b")],
    ["a paragraph the other took out", base.replace("six", "6"), base.replace("**B:** six seven\n\n", "")],
    ["the same name", base.replace("**B:**", "**Bea:**"), base.replace("**B:**", "**Bob:**")],
    ["new paragraphs in one place", `${base}\n**C:** x\n`, `${base}\n**D:** y\n`],
  ])("reports %s changed by both, with both sides and nothing lost", (_, ours, theirs) => {
    const result = merge(parse(base), parse(ours), parse(theirs));
    if (result.ok) throw new Error(serialize(result.transcript));
    expect(result.conflicts).toHaveLength(1);
    const [conflict] = result.conflicts;
    expect(conflict?.ours).not.toBe(conflict?.theirs);
    expect(ours).toContain(conflict?.ours);
    expect(theirs).toContain(conflict?.theirs);
    expect(serialize(result.transcript)).toBe(base);
  });

  it("keeps what can be merged beside a conflict, and says where the conflict is", () => {
    const result = merge(
      parse(base),
      parse(base.replace("two", "2").replace("seven", "7")),
      parse(base.replace("two", "too").replace("nine", "9")),
    );
    if (result.ok) throw new Error("no conflict");
    expect(serialize(result.transcript)).toBe(base.replace("seven", "7").replace("nine", "9"));
    expect(result.conflicts.map(({ segments }) => segments.merged)).toEqual([[0, 1]]);
  });
});

describe("a partial merge", () => {
  const halves = "**A:** zero.\n\n**B:** one two three. four five six.\n\n**C:** seven.\n";

  it.each([
    ["behind the half that goes on", "one two three.\n\nfour five six."],
    ["in three", "one two.\n\nthree. four.\n\nfive six."],
  ])("shows the whole of a paragraph that was split %s", (_, split) => {
    const ours = halves.replace("one two three. four five six.", split);
    const result = merge(parse(halves), parse(ours), parse(halves.replace("five", "FIVE")));
    if (result.ok) throw new Error(serialize(result.transcript));
    expect(serialize(result.transcript)).toBe(halves);
    expect(result.conflicts.map((conflict) => [conflict.base, conflict.ours, conflict.theirs])).toEqual([
      [
        "**B:** one two three. four five six.\n\n",
        `**B:** ${split}\n\n`,
        "**B:** one two three. four FIVE six.\n\n",
      ],
    ]);
  });

  it("has a paragraph once that one side moved and the other edited", () => {
    const ours = "**A:** zero.\n\n**C:** seven.\n\n**B:** one two three. four five six.\n";
    const result = merge(parse(halves), parse(ours), parse(halves.replace("five", "FIVE")));
    if (result.ok) throw new Error(serialize(result.transcript));
    expect(serialize(result.transcript)).toBe(halves);
    expect(result.conflicts.map((conflict) => conflict.ours).join("")).toContain("four five six");
    expect(result.conflicts.map((conflict) => conflict.theirs).join("")).toContain("four FIVE six");
  });

  it("takes what both put in elsewhere, also where it is the same word", () => {
    const base = "**A:** one.\n\n**B:** two.\n\n**C:** three.\n\n**D:** four.\n";
    const ours = base.replace("one", "one the").replace("three", "3");
    const theirs = base.replace("two", "two the").replace("three", "III");
    const result = merge(parse(base), parse(ours), parse(theirs));
    expect(result.ok).toBe(false);
    expect(serialize(result.transcript)).toBe(base.replace("one", "one the").replace("two", "two the"));
  });

  // Each word of the base occurs once, so that it can be followed; the edits move, split and join, and insert
  // new words.
  const followed = fc
    .array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 7 })
    .map((lengths) => lengths.map((length, i) => Array.from({ length }, (_, k) => `w${i}x${k}`)));
  const moves = (side: string) =>
    fc
      .array(
        fc.tuple(fc.constantFrom("split", "join", "move", "word", "drop", "carry"), fc.nat(99), fc.nat(99)),
        {
          maxLength: 4,
        },
      )
      .map((list) => (before: string[][]) => {
        const now = before.map((paragraph) => [...paragraph]);
        list.forEach(([kind, i, j], n) => {
          const at = i % Math.max(1, now.length);
          const paragraph = now[at] ?? [];
          const inside = j % Math.max(1, paragraph.length);
          if (kind === "split" && inside > 0)
            now.splice(at, 1, paragraph.slice(0, inside), paragraph.slice(inside));
          else if (kind === "join" && at > 0) now.splice(at - 1, 2, [...(now[at - 1] ?? []), ...paragraph]);
          else if (kind === "move") now.splice(j % now.length, 0, ...now.splice(at, 1));
          else if (kind === "word" && paragraph.length > 0) paragraph[inside] = `${side}${n}`;
          else if (kind === "drop" && now.length > 1) now.splice(at, 1);
          else if (kind === "carry") now[j % now.length]?.push(...paragraph.splice(0, 2));
        });
        return now.filter((one) => one.length > 0);
      });
  const written = (paragraphs: string[][]) =>
    parse(`${paragraphs.map((paragraph) => paragraph.join(" ")).join("\n\n")}\n`);
  const said = (text: string) => text.match(/[a-z]\w*/g) ?? [];

  it("has no word of the base twice, and loses none that a side has", () => {
    const tally = new Tally();
    fc.assert(
      fc.property(followed, moves("ours"), moves("theirs"), (paragraphs, mine, yours) => {
        const [base, ours, theirs] = [
          written(paragraphs),
          written(mine(paragraphs)),
          written(yours(paragraphs)),
        ];
        const result = merge(base, ours, theirs);
        tally.add(result.ok ? "merged" : "conflict");
        const conflicts = result.ok ? [] : result.conflicts;
        const partial = said(serialize(result.transcript));
        // A complete merge may contain a word twice if both sides moved it to different places.
        if (!result.ok) expect(new Set(partial).size).toBe(partial.length);
        const inBase = new Set(said(serialize(base)));
        for (const [side, other, key] of [
          [ours, theirs, "ours"],
          [theirs, ours, "theirs"],
        ] as const) {
          const held = new Set([...partial, ...conflicts.flatMap((conflict) => said(conflict[key]))]);
          const stays = new Set(said(serialize(other)));
          const lost = said(serialize(side)).filter((word) => !held.has(word));
          // Only words that the other side removed.
          expect(lost.filter((word) => !inBase.has(word) || stays.has(word))).toEqual([]);
        }
      }),
      { numRuns: 2000 },
    );
    for (const outcome of ["merged", "conflict"]) expect(tally.of(outcome), outcome).toBeGreaterThan(200);
  });
});

describe("mergeWords", () => {
  it("holds the same laws for a text", () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (base, ours, theirs) => {
        expect(mergeWords(base, ours, base)).toBe(ours);
        expect(mergeWords(base, base, theirs)).toBe(theirs);
        expect(mergeWords(base, ours, ours)).toBe(ours);
        expect(mergeWords(base, ours, theirs)).toBe(mergeWords(base, theirs, ours));
      }),
    );
  });
});

interface Correction {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

describe("the corrections people made", () => {
  it.skipIf(corpusSkipped)(
    corpusTitle("merge as edits of one segment, with another correction beside them"),
    () => {
      const rows = sharedRows<Correction>("corpus/corrections.jsonl");
      expect(rows).toHaveLength(150);
      const around = (paragraph: string) =>
        `**Host:** Welcome back.\n\n${paragraph}\n\n**Host:** Thanks for that.\n`;
      for (const { path, before, after } of rows) {
        const newsletter = path.startsWith("news/");
        const read = (text: string) => parse(text, { newsletter });
        const [base, ours] = [read(around(before)), read(around(after))];
        const theirs = read(around(before).replace("Thanks", "Many thanks"));
        expect(base.segments).toHaveLength(3);
        expect(alignSegments(base, ours)).toEqual([0, 1, 2]);
        const result = merge(base, ours, theirs);
        expect(result.ok && serialize(result.transcript)).toBe(
          around(after).replace("Thanks", "Many thanks"),
        );
      }
    },
  );
});
