import fc from "fast-check";
import { parseText } from "media-captions";
import { describe, expect, it } from "vitest";
import {
  type FileCue,
  fromSrt,
  fromVtt,
  parse,
  readableText,
  type Transcript,
  timeline,
  toJson,
  tokensText,
  toSrt,
  toText,
  toVtt,
} from "../../transcript";
import { anyText, talk } from "./arbitrary";

const documents: fc.Arbitrary<Transcript> = fc.oneof(
  talk,
  anyText.map((text) => parse(text)),
);
const TIMING = /^(\d{2,}):(\d\d):(\d\d)[.,](\d{3}) --> (\d{2,}):(\d\d):(\d\d)[.,](\d{3})$/;

interface Block {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** The cues that we wrote, read as strictly as the specification allows. */
function blocks(file: string): Block[] {
  return file
    .split("\n\n")
    .filter((block) => block.trim() !== "WEBVTT" && block.trim() !== "")
    .map((block) => {
      const [id = "", timing = "", ...lines] = block.replace(/\n$/, "").split("\n");
      const [h = 0, m = 0, s = 0, ms = 0, h2 = 0, m2 = 0, s2 = 0, ms2 = 0] = (TIMING.exec(timing) ?? [])
        .slice(1)
        .map(Number);
      expect(timing).toMatch(TIMING);
      return {
        id,
        lines,
        start: ((h * 60 + m) * 60 + s) * 1000 + ms,
        end: ((h2 * 60 + m2) * 60 + s2) * 1000 + ms2,
      };
    });
}

function expectInOrder(cues: readonly { readonly start: number; readonly end: number }[]) {
  cues.forEach(({ start, end }, i) => {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeGreaterThan(start);
    expect(start).toBeGreaterThan(cues[i - 1]?.start ?? -1);
    expect(start).toBeGreaterThanOrEqual(cues[i - 1]?.end ?? 0);
  });
}

const squeezed = (text: string) => text.replace(/\s+/g, "");
const shownText = ({ segments }: Transcript) =>
  squeezed(
    segments
      .map(({ kind, name, body }) => (kind === "marker" ? `[${name}]` : "") + readableText(body))
      .join(""),
  );
const told = (cues: readonly FileCue[]) => squeezed(cues.map(({ tokens }) => tokensText(tokens)).join(""));
const plain = ({ start, end, speaker, tokens }: FileCue) => ({
  start,
  end,
  speaker,
  text: tokensText(tokens),
});

describe("WebVTT", () => {
  it("has ordered cues, unique ids, short lines and no arrow in a payload", () => {
    fc.assert(
      fc.property(documents, (transcript) => {
        const file = toVtt(transcript, timeline(transcript));
        expect(file.startsWith("WEBVTT\n")).toBe(true);
        const found = blocks(file);
        expectInOrder(found);
        expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
        for (const { lines } of found) {
          expect(lines.length).toBeGreaterThan(0);
          for (const line of lines) {
            expect(line).not.toContain("-->");
            const shown = line.replace(/^<v [^>]*>/, "").replace(/&(?:amp|lt|gt);/g, "x");
            expect(Array.from(shown).length).toBeLessThanOrEqual(65);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it("is read back with every word and speaker", () => {
    fc.assert(
      fc.property(talk, (transcript) => {
        const { cues, problems } = fromVtt(toVtt(transcript, timeline(transcript)));
        expect(problems).toEqual([]);
        expect(told(cues)).toBe(shownText(transcript));
        const speakers = new Set(cues.map(({ speaker }) => speaker));
        for (const speaker of speakers) {
          if (speaker !== null) expect(transcript.segments.some(({ name }) => name === speaker)).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("is read back with what people say twice, and with their dashes", () => {
    const said = (...bodies: string[]) =>
      parse(
        `**Ann:** ${bodies[0]}\n\n${bodies
          .slice(1)
          .map((body) => `**Ben:** ${body}\n\n**Ann:** ${body}\n`)
          .join("\n")}`,
      );
    for (const transcript of [
      said("so", "so"),
      said("Indeed.", "Indeed. so"),
      parse("-- Python, so Python, asked so so asked so --\n"),
    ]) {
      const { cues, problems } = fromVtt(toVtt(transcript, timeline(transcript)));
      expect(problems).toEqual([]);
      expect(told(cues)).toBe(shownText(transcript));
    }
  });

  it("is read the same by another reader", async () => {
    const transcript = parse(
      "**Ann & <Bob>:** \\[00:05\\] Is a --> b, or R&D < 3? \\[laughs\\] Yes.\n\n" +
        "**Cy:** \\[00:20\\] A longer answer, which goes on for quite some time -- so that it has to be cut in two " +
        "pieces or more, since nobody reads that much at once.\n\nAnd on.\n\n**Cy:** \\[00:50\\] End.\n",
    );
    const file = toVtt(transcript, timeline(transcript));
    const theirs = await parseText(file, { type: "vtt" });
    expect(theirs.errors).toEqual([]);
    const ours = fromVtt(file).cues;
    expect(theirs.cues.map(({ startTime, endTime }) => [startTime, endTime])).toEqual(
      ours.map(({ start, end }) => [start, end]),
    );
    expect(theirs.cues[0]?.text).toContain("<v Ann &amp; &lt;Bob&gt;>");
    expect(ours[0]).toMatchObject({ speaker: "Ann & <Bob>" });
    expect(told(ours)).toBe(shownText(transcript));
  });
});

describe("SRT", () => {
  it("is read as SubViewer too, as YouTube writes it", () => {
    const { cues, problems } = fromSrt(
      "0:00:01.000,0:00:02.500\nHello\n\n0:00:02.500,0:00:04.000\nYou, and\nmore\n",
    );
    expect(problems).toEqual([]);
    expect(cues.map(plain)).toEqual([
      { start: 1, end: 2.5, speaker: null, text: "Hello" },
      { start: 2.5, end: 4, speaker: null, text: "You, and more" },
    ]);
  });

  it("has ordered cards, numbered from 1, of at most two lines of 32 characters", () => {
    fc.assert(
      fc.property(documents, (transcript) => {
        const found = blocks(toSrt(transcript, timeline(transcript)));
        expectInOrder(found);
        expect(found.map(({ id }) => Number(id))).toEqual(found.map((_, i) => i + 1));
        for (const { lines } of found) {
          expect(lines.length).toBeLessThanOrEqual(2);
          for (const line of lines) expect(Array.from(line).length).toBeLessThanOrEqual(32);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("begins a new card, with the name, where the speaker changes", () => {
    const transcript = parse("**Ann Lee:** Yes.\n\n**Bob:** No.\n\nStill no.\n\n**Ann Lee:** Well.\n");
    const { cues, problems } = fromSrt(toSrt(transcript, timeline(transcript)));
    expect(problems).toEqual([]);
    expect(cues.map(plain).map(({ speaker, text }) => [speaker, text])).toEqual([
      ["Ann Lee", "Yes."],
      ["Bob", "No."],
      [null, "Still no."],
      ["Ann Lee", "Well."],
    ]);
  });

  it("has no line that begins with a dash that stood between words: it would be another speaker's", () => {
    const words = Array.from({ length: 400 }, (_, i) => (i % 3 === 2 ? "-" : `word${i}`)).join(" ");
    const transcript = parse(`**Ana:** ${words}\n`);
    const time = timeline(transcript, { duration: 200 });
    for (const file of [toSrt(transcript, time), toVtt(transcript, time)])
      expect(file).not.toMatch(/^[-–—] /m);
    expect(fromSrt(toSrt(transcript, time)).cues.length).toBe(blocks(toSrt(transcript, time)).length);
  });

  it("has no arrow but those of its times, however many dashes were written", () => {
    for (const arrow of ["-->", "--->", "---->", "-- >-->", "<!--->", "-->-->"]) {
      const transcript = parse(`**Ann --> Lee:** \\[00:05\\] A ${arrow} b.\n\n**Bob:** ${arrow}\n`);
      for (const file of [toSrt(transcript, timeline(transcript)), toVtt(transcript, timeline(transcript))])
        for (const line of file.split("\n")) if (!TIMING.test(line)) expect(line, arrow).not.toContain("-->");
    }
  });

  it("is read the same by another reader", async () => {
    const transcript = parse(
      `**Ann:** \\[00:05\\] ${"so we asked them twice. ".repeat(9)}\n\n**Bob:** \\[00:40\\] End.\n`,
    );
    const file = toSrt(transcript, timeline(transcript));
    const theirs = await parseText(file, { type: "srt" });
    expect(theirs.errors).toEqual([]);
    expect(theirs.cues.map(({ startTime, endTime }) => [startTime, endTime])).toEqual(
      fromSrt(file).cues.map(({ start, end }) => [start, end]),
    );
  });
});

describe("the Podcast Namespace's JSON", () => {
  it("has an ordered entry for each segment with text, and says every word, also word by word", () => {
    fc.assert(
      fc.property(documents, (transcript) => {
        for (const words of [false, true]) {
          const { version, segments } = toJson(transcript, timeline(transcript), { words });
          expect(version).toBe("1.0.0");
          expectInOrder(segments.map(({ startTime, endTime }) => ({ start: startTime, end: endTime })));
          expect(squeezed(segments.map(({ body }) => body).join(""))).toBe(shownText(transcript));
        }
      }),
      { numRuns: 500 },
    );
  });

  it("gives each word its own start", () => {
    const transcript = parse("**Ann:** \\[00:05\\] Yes -- well, \\[laughs\\] one...two.\n");
    const { starts } = timeline(transcript);
    const { segments } = toJson(transcript, timeline(transcript), { words: true });
    expect(segments.map(({ speaker, body }) => [speaker, body])).toEqual([
      ["Ann", "Yes --"],
      ["Ann", "well, [laughs]"],
      ["Ann", "one..."],
      ["Ann", "two."],
    ]);
    segments.forEach(({ startTime }, i) => {
      expect(startTime).toBeCloseTo(starts[i] ?? Number.NaN, 2);
    });
  });

  it("lets nothing be said in a break", () => {
    const text = "**A:** \\[00:00\\] One.\n\n**Break:** \\[00:10\\] to \\[01:00\\]\n\n**A:** Two.\n";
    const { segments } = toJson(parse(text), timeline(parse(text)));
    expect(segments.map(({ body }) => body)).toEqual(["One.", "[Break]", "Two."]);
    expect(segments[0]?.endTime).toBeCloseTo(10.5, 2);
    expect(segments[2]?.startTime).toBeCloseTo(60.5, 2);
  });
});

describe("plain text", () => {
  it("names the speakers and leaves out what is not heard", () => {
    const text =
      "**Ann:** \\[04:15\\] See [the docs](https://x.org), \\[laughs\\] &quot;so&quot;.\n\nMore.\n\n**Break:** \\[05:00\\]\n\n**Bob:** \\[unintelligible 00:05:10.00\\] yes\n";
    expect(toText(parse(text))).toBe(
      'Ann: See the docs, [laughs] "so".\n\nMore.\n\n[Break]\n\nBob: [unintelligible] yes\n',
    );
  });
});

describe("reading captions", () => {
  it("never fails", () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom(
          "WEBVTT",
          "\ufeff",
          "\n",
          "\r\n",
          "\n\n",
          "1\n",
          "00:01.000 --> 00:02.000",
          "00:00:01,5 --> 00:00:02,000 align:start",
          "-->",
          "x --> y",
          "NOTE\n",
          "STYLE\n",
          "<v Ann>",
          "<v ",
          "</v>",
          "&amp;",
          "&#0;",
          "&#x110000;",
          "Bob: ",
          "hello",
        ),
        fc.string({ unit: "binary", maxLength: 5 }),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(
        pieces.map((parts) => parts.join("")),
        (text) => {
          for (const { cues } of [fromVtt(text), fromSrt(text)]) {
            for (const { start, end } of cues) {
              expect(start ?? 0).toBeGreaterThanOrEqual(0);
              expect(end ?? start ?? 0).toBeGreaterThanOrEqual(start ?? 0);
            }
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("passes over what is no cue, and reads what is tolerable", () => {
    const file = [
      "\ufeffWEBVTT - a title",
      "",
      "STYLE",
      "::cue { color: red }",
      "",
      "NOTE",
      "nothing",
      "to see",
      "",
      "REGION",
      "id:fred",
      "",
      "intro",
      "00:01.500 --> 00:03.000 align:start position:0%",
      "<v.loud Ann Lee>Hi &amp; <b>hello</b></v>",
      "there <00:00:02.000>you",
      "",
      "01:00:00.000 --> 01:00:01.000",
      "<v Ann>One</v> <v Bob>two</v>",
      "",
    ];
    for (const newline of ["\n", "\r\n", "\r"]) {
      const { cues, problems } = fromVtt(file.join(newline));
      expect({ cues: cues.map(plain), problems }).toEqual({
        cues: [
          { start: 1.5, end: 3, speaker: "Ann Lee", text: "Hi & hello there you" },
          { start: 3600, end: 3601, speaker: "Ann", text: "One" },
          { start: 3600, end: 3601, speaker: "Bob", text: "two" },
        ],
        problems: [],
      });
    }
  });

  it("tells what is wrong, with its line, and keeps the rest", () => {
    const { cues, problems } = fromSrt(
      "1\n00:00:01,000 --> 00:00:02,000\nBob: yes\n2\n00:00:02.5 --> nonsense\nlost\n\n3\n00:00:05,000 --> 00:00:04,000\nback\n\nstray\n",
    );
    // No word is lost: not those of a cue without times, and not those below an empty line.
    expect(cues.map(plain)).toEqual([
      { start: 1, end: 2, speaker: "Bob", text: "yes" },
      { start: 2.5, end: null, speaker: null, text: "lost" },
      { start: 5, end: 5, speaker: null, text: "back stray" },
    ]);
    expect(problems.map(({ line }) => line)).toEqual([5, 9]);
    expect(fromVtt("").problems).toHaveLength(1);
  });
});
