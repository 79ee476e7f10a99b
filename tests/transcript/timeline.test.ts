import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Anchor,
  anchors,
  carryAlignment,
  parse,
  plainText,
  type Transcript,
  timeline,
  timelineOf,
  words,
} from "../../transcript";
import { anyText, edited, talk } from "./arbitrary";

const duration = fc.option(fc.double({ min: 0, max: 7200, noNaN: true }), { nil: null });
const wordCount = ({ segments }: Transcript) =>
  segments.reduce((sum, { body }) => sum + words(body).length, 0);
const many = (count: number, word = "and so we asked them.") =>
  Array.from({ length: count }, () => word).join(" ");

function expectNeverBackwards(values: Iterable<number>) {
  let before = 0;
  for (const value of values) {
    expect(value).toBeGreaterThanOrEqual(before);
    before = value;
  }
}

describe("timeline", () => {
  it("never runs backwards, has a start for each word and segment, and ends with the audio at the latest", () => {
    const documents = fc.oneof(
      talk,
      anyText.map((text) => parse(text)),
    );
    fc.assert(
      fc.property(documents, duration, (transcript, duration) => {
        const { starts, segmentStarts, firstWord, end } = timeline(transcript, { duration });
        expect(starts).toHaveLength(wordCount(transcript));
        expect(segmentStarts).toHaveLength(transcript.segments.length);
        expect(firstWord).toHaveLength(transcript.segments.length + 1);
        expectNeverBackwards([...starts, end]);
        expectNeverBackwards([...segmentStarts, end]);
        if (duration) expect(end).toBeLessThanOrEqual(duration);
        transcript.segments.forEach(({ body }, i) => {
          const [first, next] = [firstWord[i] ?? 0, firstWord[i + 1] ?? 0];
          expect(next - first).toBe(words(body).length);
          if (next > first) expect(segmentStarts[i]).toBeLessThanOrEqual(starts[first] ?? Number.NaN);
          if (next > first && i + 1 < segmentStarts.length) {
            expect(starts[next - 1]).toBeLessThanOrEqual(segmentStarts[i + 1] ?? Number.NaN);
          }
        });
      }),
      { numRuns: 500 },
    );
  });

  it("wordAt is the inverse of starts", () => {
    fc.assert(
      fc.property(talk, fc.double({ min: -10, max: 4000, noNaN: true }), (transcript, seconds) => {
        const { starts, wordAt } = timeline(transcript);
        const found = wordAt(seconds);
        if (found >= 0) expect(starts[found]).toBeLessThanOrEqual(seconds);
        else if (starts.length > 0) expect(starts[0]).toBeGreaterThan(seconds);
        if (found + 1 < starts.length) expect(starts[found + 1]).toBeGreaterThan(seconds);
        starts.forEach((start, i) => {
          expect(starts[wordAt(start)]).toBe(start);
          expect(wordAt(start)).toBeGreaterThanOrEqual(i);
        });
      }),
    );
  });

  it("gets through 50,000 speakers between two timestamps", () => {
    // Comparing each with each would be 25,000 million steps.
    const said = Array.from({ length: 50_000 }, (_, i) => `**S${i}:** word\n`).join("\n");
    const { starts, end } = timeline(parse(`\\[00:00\\] so\n\n${said}\n\\[900:00\\] end\n`));
    expect(starts).toHaveLength(50_002);
    expectNeverBackwards([...starts, end]);
  });

  it("can be sent as its arrays", () => {
    const transcript = parse(`**A:** \\[00:10\\] ${many(5)}\n\n**B:** \\[00:20\\] ${many(5)}\n`);
    const { starts, segmentStarts, firstWord, end, wordAt } = timeline(transcript);
    const sent = timelineOf(starts, segmentStarts, firstWord, end);
    for (const seconds of [0, 10.4, 12, 19, 25, 99]) expect(sent.wordAt(seconds)).toBe(wordAt(seconds));
  });

  it("runs through anchors that are in order: a word starts within the second its timestamp names", () => {
    const seconds = fc.array(fc.integer({ min: 0, max: 3599 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(seconds, (unsorted) => {
        const sorted = unsorted.sort((a, b) => a - b);
        const stamp = (s: number) => `\\[${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}\\]`;
        const transcript = parse(sorted.map((s) => `**A:** ${stamp(s)} ${many(3)}`).join("\n\n"));
        const { starts, firstWord } = timeline(transcript);
        sorted.forEach((second, i) => {
          const start = starts[firstWord[i] ?? 0];
          expect(start).toBeGreaterThanOrEqual(second);
          expect(start).toBeLessThanOrEqual(second + 1);
        });
      }),
    );
  });

  it("follows exact fractions exactly", () => {
    const { starts, firstWord } = timeline(
      parse(`**A:** \\[01:00:05.15\\] ${many(3)}\n\n**B:** \\[01:00:35.03\\] ${many(2)}\n`),
    );
    expect(starts[0]).toBe(3605.5);
    expect(starts[firstWord[1] ?? 0]).toBeCloseTo(3635.1, 9);
  });

  it("passes over an anchor that is out of order, and keeps all others", () => {
    const transcript = parse(
      ["00:10", "00:30", "59:00", "00:50", "00:05", "01:10"]
        .map((t) => `**A:** \\[${t}\\] ${many(4)}`)
        .join("\n\n"),
    );
    const { starts, firstWord } = timeline(transcript);
    expect([0, 1, 3, 5].map((i) => Math.floor(starts[firstWord[i] ?? 0] ?? -1))).toEqual([10, 30, 50, 70]);
    expectNeverBackwards(starts);
  });

  it("takes gaps for anchors: what is behind one is heard after its time, and not long after", () => {
    const transcript = parse(
      `**A:** \\[00:10\\] ${many(15)} \\[unintelligible 00:00:40.00\\] ${many(25)}\n\n**B:** \\[01:30\\] ${many(4)}\n`,
    );
    const [gap] = anchors(transcript).filter(({ type }) => type === "gap");
    expect(gap?.seconds).toBe(40);
    const { starts } = timeline(transcript);
    expect(starts[75]).toBeGreaterThan(40);
    expect(starts[75]).toBeLessThan(43);
  });

  it("gives long words and pauses more time", () => {
    const { starts } = timeline(
      parse("**A:** \\[00:00\\] so international so. So a\n\n**B:** \\[00:10\\] yes\n"),
    );
    const took = [0, 1, 2, 3].map((i) => (starts[i + 1] ?? 0) - (starts[i] ?? 0));
    expect(took[1]).toBeGreaterThan(2 * (took[0] ?? 0));
    expect(took[2]).toBeGreaterThan(2 * (took[3] ?? 0));
  });
});

describe("a break", () => {
  const before = `**A:** \\[00:00\\] ${many(60)}\n\n**A:** \\[02:00\\] ${many(60)}\n\n`;
  const after = `**A:** ${many(30)}\n\n**A:** \\[06:00\\] ${many(60)}\n\n**A:** \\[08:00\\] end\n`;
  // Sixty sentences take two minutes here, so thirty take one.
  const starts = (marker: string) => {
    const { segmentStarts } = timeline(parse(before + marker + after));
    return { marker: segmentStarts[2] ?? 0, next: segmentStarts[3] ?? 0 };
  };

  it("lasts from its timestamp for as long as the words behind it leave", () => {
    const { marker, next } = starts("**Break:** \\[04:00\\]\n\n");
    expect(marker).toBeCloseTo(240.5, 6);
    expect(next).toBeGreaterThan(295);
    expect(next).toBeLessThan(305);
  });

  it("lasts as long as its two timestamps say", () => {
    const { marker, next } = starts("**Break:** \\[04:00\\] to \\[04:40\\]\n\n");
    expect(marker).toBeCloseTo(240.5, 6);
    expect(next).toBeCloseTo(280.5, 6);
  });

  it("without a timestamp lies where it stands, between words at the episode's pace", () => {
    const { marker, next } = starts("**Break:**\n\n");
    expect(marker).toBeGreaterThan(235);
    expect(marker).toBeLessThan(246);
    expect(next).toBeGreaterThan(295);
    expect(next).toBeLessThan(305);
  });

  it("is nothing where the words need all the time", () => {
    const { segmentStarts } = timeline(
      parse(`${before}**Break:** \\[04:00\\]\n\n**A:** ${many(300)}\n\n**A:** \\[06:00\\] end\n`),
    );
    expect(segmentStarts[3]).toBeCloseTo(segmentStarts[2] ?? -1, 6);
  });

  it("at the very start is known from the first anchor backwards", () => {
    const { starts } = timeline(
      parse(
        `**A:** ${many(30)}\n\n**A:** \\[04:00\\] ${many(60)}\n\n**A:** \\[06:00\\] ${many(60)}\n\n**A:** \\[08:00\\] end\n`,
      ),
    );
    expect(starts[0]).toBeGreaterThan(175);
    expect(starts[0]).toBeLessThan(185);
  });
});

describe("the audio's end", () => {
  it("is where the last word ends, where there are no anchors", () => {
    expect(timeline(parse(`**A:** ${many(50)}\n`), { duration: 77 }).end).toBe(77);
  });

  it("is where the last word ends, where talk can fill the time", () => {
    const text = `**A:** \\[00:00\\] ${many(60)}\n\n**A:** \\[02:00\\] ${many(60)}\n`;
    expect(timeline(parse(text), { duration: 235 }).end).toBe(235);
    expect(timeline(parse(text), { duration: 200 }).end).toBe(200);
  });

  it("is after the last word, where only music can fill the time", () => {
    const text = `**A:** \\[00:00\\] ${many(60)}\n\n**A:** \\[02:00\\] ${many(60)}\n`;
    expect(timeline(parse(text), { duration: 400 }).end).toBeCloseTo(240, -1);
  });

  it("does not make anchors behind it true", () => {
    const { starts, end } = timeline(parse(`**A:** \\[50:00\\] ${many(9)}\n`), { duration: 60 });
    expectNeverBackwards(starts);
    expect(end).toBe(60);
  });

  it("is where published rates put it, where neither anchors nor duration are known", () => {
    // 100 short sentences of five words: between 120 and 240 words a minute.
    const { end } = timeline(parse(`**A:** ${many(100)}\n`));
    expect(end).toBeGreaterThan((500 / 240) * 60);
    expect(end).toBeLessThan((500 / 120) * 60);
  });
});

describe("an alignment", () => {
  it("is followed where it is measured", () => {
    fc.assert(
      fc.property(
        talk,
        fc.array(fc.option(fc.double({ min: 0, max: 3, noNaN: true }))),
        (transcript, steps) => {
          let at = 0;
          const alignment = steps.slice(0, wordCount(transcript)).map((step) => {
            at += step ?? 0;
            return step === null ? null : at;
          });
          const { starts } = timeline(transcript, { alignment, anchors: [] });
          alignment.forEach((seconds, i) => {
            if (seconds !== null) expect(starts[i]).toBeCloseTo(seconds, 6);
          });
          expectNeverBackwards(starts);
        },
      ),
    );
  });

  it("is carried through an edit by the words that stayed", () => {
    fc.assert(
      fc.property(
        talk.chain((before) => fc.tuple(fc.constant(before), edited(before))),
        ([before, after]) => {
          const alignment = Array.from({ length: wordCount(before) }, (_, i) => i);
          const carried = carryAlignment(before, after, alignment);
          const spoken = ({ segments }: Transcript) =>
            segments.flatMap(({ body }) => words(body).map(({ text }) => text));
          expect(carried).toHaveLength(wordCount(after));
          expectNeverBackwards(carried.filter((seconds) => seconds !== null));
          carried.forEach((from, to) => {
            if (from !== null)
              expect(spoken(before)[from]?.toLowerCase()).toBe(spoken(after)[to]?.toLowerCase());
          });
          expect(carryAlignment(before, before, alignment)).toEqual(alignment);
        },
      ),
    );
  });

  it("keeps a word's start when its neighbour is corrected", () => {
    const before = parse("**A:** we asked \\[unintelligible 00:00:02.00\\] people, twice\n");
    const after = parse("**A:** we asked four thousand people twice\n");
    expect(carryAlignment(before, after, [0, 1, 3, 4])).toEqual([0, 1, null, null, 3, 4]);
  });
});

describe("anchors", () => {
  it("are the timestamps and timed gaps, in the order of the text", () => {
    const transcript = parse("**A:** \\[00:10\\] one \\[inaudible\\] \\[unintelligible 00:00:05.15\\]\n");
    expect(anchors(transcript)).toEqual([
      { type: "timestamp", segment: 0, offset: 0, seconds: 10, coarse: true },
      { type: "gap", segment: 0, offset: 28, seconds: 5.5, coarse: false },
    ] satisfies Anchor[]);
  });

  it("may be given in place of the text's own", () => {
    const transcript = parse("**A:** \\[00:10\\] one two\n\n**B:** three\n");
    const given: Anchor[] = [
      { type: "timestamp", segment: 0, offset: 0, seconds: 20, coarse: false },
      { type: "timestamp", segment: 1, offset: 0, seconds: 30, coarse: false },
    ];
    const { starts } = timeline(transcript, { anchors: given });
    expect([starts[0], starts[2]]).toEqual([20, 30]);
    expect(plainText(transcript.segments[1]?.body ?? "")).toBe("three");
  });
});
