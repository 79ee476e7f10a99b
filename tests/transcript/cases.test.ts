import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readTranscriptFile } from "../../server/text/transcript-files/read-transcript-file";
import { marks, parse, readableText, tokensText, turns } from "../../transcript";

// What people reported of other programs and feeds: each case a file, and the right reading of it.

const FOLDER = join(import.meta.dirname, "../fixtures/cases/t");

async function read(file: string, type: string | null = null, charset: string | null = null) {
  const bytes = readFileSync(join(FOLDER, file));
  const found = await readTranscriptFile(bytes, { type, name: `https://show.example/${file}`, charset });
  if (!found.ok) throw new Error(found.problem.reason);
  const transcript = parse(found.written.text);
  return {
    ...found,
    transcript,
    cues: found.cues.map(({ start, end, speaker, tokens }) => ({
      start,
      end,
      speaker,
      text: tokensText(tokens),
    })),
    said: transcript.segments.map(({ body }) => readableText(body)).join(" "),
    turns: turns(transcript).map(({ speaker, first, last }) => [
      speaker,
      transcript.segments
        .slice(first, last + 1)
        .map(({ body }) => readableText(body))
        .join(" "),
    ]),
    speakers: new Set(turns(transcript).map(({ speaker }) => speaker)),
  };
}

describe("times", () => {
  test("T01: above 99 hours", async () => {
    const { cues } = await read("T01-hours.vtt");
    expect(cues.map(({ start }) => start)).toEqual([99 * 3600 + 3598, 360_001]);
  });

  test("T02, T04, T23: without hours, with an hour of one digit, with digits left out", async () => {
    expect((await read("T02-minsec.vtt")).cues.map(({ start, end }) => [start, end])).toEqual([
      [0, 4.2],
      [3598, 3599],
      [3601, 3603],
    ]);
    expect((await read("T04-onedigit.vtt")).cues.map(({ start, text }) => [start, text])).toEqual([
      [4.08, "Text that is set in by two blanks."],
      [7.44, "And goes on."],
    ]);
    expect((await read("T23-short-digits.srt")).cues).toMatchObject([
      { start: 4.8, end: 7.4, text: "hi everybody" },
      { start: 7.4, end: 8.8, text: "i want to" },
    ]);
  });

  test("T03: in seconds alone, and mixed with minutes", async () => {
    const seconds = await read("T03-seconds-only.vtt");
    expect(seconds.cues.map(({ start, end, speaker }) => [start, end, speaker])).toEqual([
      [0, 3.48, "SPEAKER_1"],
      [4.24, 6.6, "SPEAKER_2"],
      [67.08, 72.7, "SPEAKER_1"],
    ]);
    const mixed = await read("T03b-mixed.vtt");
    expect(mixed.cues.map(({ start, end }) => [start, end])).toEqual([
      [0.86, 7.38],
      [56.44, 61.08],
      [61.46, 71.36],
    ]);
    expect([...seconds.problems, ...mixed.problems]).toEqual([]);
  });

  test("T30, T35: in JSON as strings; a mark before the JSON", async () => {
    expect((await read("T30-strings.json")).cues).toMatchObject([
      { start: 0.5, end: 2.1, speaker: "Ida", text: "Times as strings." },
      { start: 2.5, end: 4 },
    ]);
    expect((await read("T35-bom.json")).turns).toEqual([
      ["Ida", "With a mark in front. No speaker said again."],
      ["Bo", "Other."],
    ]);
  });

  test("T42: out of order; the order of the file is kept, nothing is lost, and it is told", async () => {
    const { said, problems } = await read("T42-order.srt");
    expect(said).toBe(
      "First to be said. I speak while she does. This lasts no time. The clock went back. It ends before it begins.",
    );
    expect(problems.map(({ line }) => line)).toEqual([10, 14, 18]);
  });
});

describe("what is said and what is not", () => {
  test("T06, T26: marks, line ends of Windows and identifiers", async () => {
    expect((await read("T06-bom-crlf.vtt")).turns).toEqual([
      ["Ada Byron", "A file from Windows."],
      ["Ben", "Indeed."],
    ]);
    expect((await read("T26-bom.srt")).turns).toEqual([["Ann", "With a mark before the first number."]]);
  });

  test("T07: only what stands in cues", async () => {
    const { said, problems } = await read("T07-blocks.vtt");
    expect(said).toBe("The first said words. The second said words.");
    expect(problems).toEqual([]);
  });

  test("T10: words below an empty line", async () => {
    const { said } = await read("T10-blank-in-cue.srt");
    expect(said).toBe(
      "I am held up at the office, I shall be ten minutes late. My words stand below an empty line. The end.",
    );
  });

  test("T11, T28: tags, references, styles", async () => {
    const { turns: found } = await read("T11-tags.vtt");
    expect(found).toEqual([
      ["Esme & Co", "Hello there friend, how are vous?"],
      ["Bo", "One kanji (reading) <tag> &amp; 'so' on."],
      ["Esme", "Yes."],
      ["Bo", "No."],
      ["Esme", "Maybe."],
    ]);
    expect((await read("T28-style.srt")).said).toBe("Yellow words a <3 b and 2 < 3 and <hmm> too");
  });

  test("T48: signs of Markdown are words; unheard places are gaps", async () => {
    const { said, transcript } = await read("T48-markdown.srt");
    expect(said).toBe(
      "Use *args and __init__ or `x` in [a](b) # not a title " +
        "[unintelligible] and then [crosstalk] and [laughter] at (00:12) " +
        "1. not a list; - nor this; bold; snake_case; http://a.example/b_c$".replace("$", ""),
    );
    const gaps = transcript.segments.flatMap(({ body }) => marks(body).filter(({ type }) => type === "gap"));
    expect(gaps.map(({ seconds }) => seconds)).toEqual([3, 3]);
  });

  test("T49, T50: words of the format, and numbers, that are said", async () => {
    expect((await read("T49-note-word.srt")).said).toBe("NOTE this is said STYLE is all");
    expect((await read("T50-digits.srt")).said).toBe("The number is 42 7 Nine");
    expect((await read("T50b-digits-tight.srt")).said).toBe("The number is 42 Yes");
  });

  test("T34: one bad piece of JSON costs its times", async () => {
    const bad = await read("T34-one-bad.json");
    expect(bad.said).toBe("Good one. No time. Good two.");
    expect(bad.problems).toEqual([
      { line: null, reason: "segment 2 has no time that can be read; its words are kept without", left: "" },
    ]);
    expect((await read("T34b-negative.json")).cues.map(({ start }) => start)).toEqual([0, 2]);
  });
});

describe("who speaks", () => {
  test("T13: a speaker goes on", async () => {
    expect((await read("T13-spec.srt")).turns).toEqual([
      ["Sanna", "In this week's hour, you hear whether you need a small show of your own."],
      ["Gillian", "Hi all, Gillian here from over the river."],
    ]);
  });

  test("T14, T15: as diarisation writes it", async () => {
    const three = [
      ["SPEAKER_00", "Welcome to the show."],
      ["SPEAKER_01", "Thank you for having me."],
      ["SPEAKER_00", "Let us begin."],
    ];
    expect((await read("T14-whisperx.srt")).turns).toEqual(three);
    expect((await read("T14b-whisperx.vtt")).turns).toEqual(three.slice(0, 2));
    expect((await read("T15-whispercpp.srt")).turns).toEqual([
      ["speaker 0", "Welcome to the show."],
      ["speaker 1", "Thank you for having me."],
    ]);
  });

  test("T17: two in one cue", async () => {
    expect((await read("T17-two-in-one.srt")).turns).toEqual([
      ["MAN 1", "You have it? The pressure!"],
      ["MAN 2", "Yes."],
      ["Unknown speaker", "How are you?"],
      ["Unknown speaker", "I am well."],
    ]);
  });

  test("T18: names before a colon in WebVTT", async () => {
    expect((await read("T18-zoom.vtt")).turns).toEqual([
      ["Christa Meyer", "We have two points for today."],
      ["Omar", "I add a third."],
      ["Christa Meyer", "Fine."],
    ]);
  });

  test("T19: what looks like a name", async () => {
    const { turns: found } = await read("T19-false-names.srt");
    expect(found).toEqual([
      [
        "Anna",
        "Two things matter. Number One: never start late. 10:30 Meeting: we were late. The Result: nobody waited. Berlin: that was the place.",
      ],
    ]);
  });

  test("T20: names in other scripts and with particles", async () => {
    const { speakers, turns: found } = await read("T20-other-scripts.srt");
    expect([...speakers]).toEqual(["Спикер №1", "田中", "佐藤", "Ursula von der Heide", "يوسف"]);
    expect(found[0]).toEqual(["Спикер №1", "Доброе утро. Прошу садиться."]);
  });
});

describe("captions that say words twice", () => {
  test("T08: captions that roll up say each word once, with its own time", async () => {
    const { said, written } = await read("T08-youtube.vtt");
    expect(said).toBe("today we bake a loaf of rye with seeds and a pinch of salt");
    expect(written.words.map(({ start }) => start)).toEqual([
      ...[0.16, 0.96, 1.52, 2.159, 2.56, 3.439, 3.76, 4, 4.16, 5.759, 6, 6.4, 6.9, 7.2],
    ]);
    expect((await read("T08b-rolling.srt")).said).toBe(
      "this is the first line and here comes another while the third moves up",
    );
  });

  test("T28b: the marked word tells the time", async () => {
    const { said, written } = await read("T28b-highlight.srt");
    expect(said).toBe("Bread needs time. So wait.");
    expect(written.words.map(({ start, end }) => [start, end])).toEqual([
      [0, 0.4],
      [0.4, 0.8],
      [0.8, 1.4],
      [2, 2.4],
      [2.4, 2.8],
    ]);
  });
});

describe("kinds of file", () => {
  test("T29b, T32, T61: JSON of words, of WhisperX", async () => {
    expect((await read("T29b-words.json")).turns).toEqual([
      ["Tara", "Hey, Tara here. Uh, so."],
      ["Uwe", "Right."],
    ]);
    const whisperX = await read("T32-whisperx.json");
    expect(whisperX.maker).toBe("WhisperX");
    expect(whisperX.turns).toEqual([
      ["SPEAKER_00", "Unit 1. Page 58."],
      ["SPEAKER_01", "Thank you."],
    ]);
    expect(whisperX.written.words.slice(0, 4)).toEqual([
      { cue: 0, start: 0.031, end: 0.5, confidence: 0.9 },
      { cue: 0, start: null, end: null, confidence: null },
      { cue: 0, start: 1, end: 1.4, confidence: 0.8 },
      { cue: 0, start: null, end: null, confidence: null },
    ]);
    const words = await read("T61-pause-words.json");
    expect(words.grain).toBe("word");
    expect(words.written.words[10]).toEqual({ cue: 1, start: 24, end: 24.35, confidence: null });
  });

  test("T37: the HTML of the Podcast Namespace", async () => {
    const spec = await read("T37-spec.html", "text/html");
    expect(spec.turns).toEqual([
      ["Klara", "We plan to let people send a picture for these films."],
      ["Jan", "You wake up Tom with that, a fine feature."],
    ]);
    expect(spec.cues.map(({ start }) => start)).toEqual([0, 9]);
    expect((await read("T37b-page.html", "text/html")).turns).toEqual([
      ["Klara Mund", "Welcome to the hour."],
      ["Jan Bauer", "Thank you."],
    ]);
  });

  test("T38: plain text", async () => {
    expect((await read("T38-plain.txt", "text/plain")).turns).toEqual([
      ["Klara", "Welcome to the hour."],
      ["Jan", "Thank you."],
    ]);
  });

  test("T25: UTF-16 by its mark; a code page by its name, or told", async () => {
    const found = [
      ["Zoë", "Grüße aus dem Süden, déjà vu?"],
      ["Bo", "Naïve façade."],
    ];
    expect((await read("T25-utf16le.srt")).turns).toEqual(found);
    expect((await read("T25b-cp1252.srt", null, "windows-1252")).turns).toEqual(found);
    expect((await read("T25b-cp1252.srt", "application/srt; charset=windows-1252")).turns).toEqual(found);
    const bytes = readFileSync(join(FOLDER, "T25b-cp1252.srt"));
    expect(await readTranscriptFile(bytes, { type: null, name: "a.srt" })).toEqual({
      ok: false,
      problem: {
        line: 3,
        reason: "the file is not UTF-8, and nobody says which encoding it has",
        left: "",
      },
    });
  });
});
