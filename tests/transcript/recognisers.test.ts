import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTranscriptFile } from "../../server/text/transcript-files/read-transcript-file";
import { unpacksWithin } from "../../server/text/transcript-files/unpacks-within";
import { parse, readableText, serialize, turns } from "../../transcript";
import { makeDocx, makeZip } from "../support/make-zip";

// What recognisers and editors write, in the forms that their manuals show.

async function read(file: string | object | Uint8Array, name: string) {
  const bytes =
    file instanceof Uint8Array
      ? file
      : new TextEncoder().encode(typeof file === "string" ? file : JSON.stringify(file));
  const found = await readTranscriptFile(bytes, { type: null, name });
  if (!found.ok) throw new Error(found.problem.reason);
  const transcript = parse(found.written.text);
  return {
    maker: found.maker,
    problems: found.problems,
    starts: found.written.words.map(({ start }) => start),
    cues: found.cues.map(({ start, end }) => [start, end]),
    turns: turns(transcript).map(({ speaker, first, last }) => [
      speaker,
      transcript.segments
        .slice(first, last + 1)
        .map(({ body }) => readableText(body))
        .join(" "),
    ]),
  };
}

describe("JSON", () => {
  test("of Whisper", async () => {
    const words = [
      { word: " Hello", start: 0.1, end: 0.4, probability: 0.9 },
      { word: " there.", start: 0.5, end: 0.9, probability: 0.8 },
    ];
    const segment = { id: 0, seek: 0, start: 0.1, end: 1, text: " Hello there.", avg_logprob: -0.2, words };
    const found = await read({ text: " Hello there.", segments: [segment], language: "en" }, "a.json");
    expect(found).toMatchObject({
      maker: "Whisper",
      starts: [0.1, 0.5],
      cues: [[0.1, 1]],
      turns: [[null, "Hello there."]],
    });
  });

  test("of whisper.cpp, whose tokens are parts of words", async () => {
    const at = (from: number, to: number) => ({ offsets: { from, to } });
    const tokens = [
      { text: "[_BEG_]", ...at(0, 0), p: 1 },
      { text: " Un", ...at(100, 200), p: 0.9 },
      { text: "heard", ...at(200, 400), p: 0.8 },
      { text: " of", ...at(400, 600), p: 0.9 },
      { text: ".", ...at(600, 610), p: 0.9 },
    ];
    const piece = {
      timestamps: { from: "00:00:00,100", to: "00:00:00,610" },
      ...at(100, 610),
      text: " Unheard of.",
      tokens,
    };
    const found = await read({ result: { language: "en" }, transcription: [piece] }, "a.json");
    expect(found).toMatchObject({ maker: "whisper.cpp", starts: [0.1, 0.4], turns: [[null, "Unheard of."]] });
  });

  test("of AssemblyAI, in milliseconds", async () => {
    const words = [
      { text: "Hello", start: 250, end: 650, confidence: 0.9, speaker: "A" },
      { text: "there.", start: 730, end: 1022, confidence: 0.9, speaker: "A" },
    ];
    const utterances = [
      { start: 250, end: 1022, text: "Hello there.", speaker: "A", words },
      {
        start: 1500,
        end: 2000,
        text: "Yes.",
        speaker: "B",
        words: [{ text: "Yes.", start: 1500, end: 2000, confidence: 1 }],
      },
    ];
    const found = await read(
      { id: "x", text: "Hello there. Yes.", words, utterances, audio_duration: 3 },
      "a.json",
    );
    expect(found).toMatchObject({ maker: "AssemblyAI", starts: [0.25, 0.73, 1.5] });
    expect(found.turns).toEqual([
      ["Speaker A", "Hello there."],
      ["Speaker B", "Yes."],
    ]);
  });

  test("of Deepgram, a word each", async () => {
    const word = (text: string, start: number, speaker: number) => ({
      ...{
        word: text.toLowerCase().replace(".", ""),
        punctuated_word: text,
        start,
        end: start + 0.3,
        speaker,
      },
      confidence: 0.9,
    });
    const words = [word("Hello", 0.1, 0), word("there.", 0.5, 0), word("Yes.", 1.2, 1)];
    const results = { channels: [{ alternatives: [{ transcript: "hello there yes", words }] }] };
    const found = await read({ metadata: {}, results }, "a.json");
    expect(found).toMatchObject({ maker: "Deepgram", starts: [0.1, 0.5, 1.2] });
    expect(found.turns).toEqual([
      ["Speaker 0", "Hello there."],
      ["Speaker 1", "Yes."],
    ]);
  });

  test("of Rev, with punctuation of its own and unheard places", async () => {
    const text = (value: string, ts: number) => ({
      type: "text",
      value,
      ts,
      end_ts: ts + 0.2,
      confidence: 1,
    });
    const punct = (value: string) => ({ type: "punct", value });
    const elements = [
      text("Hello", 0.2),
      punct(", "),
      text("there", 0.6),
      punct(" "),
      { type: "unknown", value: "<inaudible>" },
      punct("."),
    ];
    const found = await read(
      { monologues: [{ speaker: 1, elements }], speakers: [{ id: 1, name: "Ida" }] },
      "a.json",
    );
    expect(found).toMatchObject({
      maker: "Rev",
      starts: [0.2, 0.6],
      turns: [["Ida", "Hello, there [unintelligible]."]],
    });
  });

  test("of Podlove, and grouped", async () => {
    const line = {
      start: "00:00:01.500",
      start_ms: 1500,
      end: "00:00:03.000",
      end_ms: 3000,
      speaker: "1",
      voice: "Ida",
      text: "Hallo.",
    };
    expect(await read([line], "a.json")).toMatchObject({ cues: [[1.5, 3]], turns: [["Ida", "Hallo."]] });
    const { voice, speaker, ...item } = line;
    expect(await read([{ ...line, voice, speaker, items: [item] }], "a.json")).toMatchObject({
      turns: [["Ida", "Hallo."]],
    });
  });

  test("of no known form is told", async () => {
    for (const json of ["{}", "3", '{"a":[1]}', "null"])
      expect(
        await readTranscriptFile(new TextEncoder().encode(json), { type: "application/json", name: "a" }),
      ).toMatchObject({
        ok: false,
      });
  });
});

describe("text with heads", () => {
  const turnsOf = [
    ["Ida Berg", "Hello there. We begin."],
    ["Speaker 2", "Thank you."],
  ];
  const forms = {
    Otter: [
      "Ida Berg  0:00",
      "Hello there. We begin.",
      "",
      "Speaker 2  1:09",
      "Thank you.",
      "",
      "Transcribed by https://otter.ai",
    ],
    Rev: ["Ida Berg (00:00):", "Hello there. We begin.", "", "Speaker 2 (01:09):", "Thank you."],
    Descript: ["Ida Berg: [00:00:00] Hello there. We begin.", "", "Speaker 2: [00:01:09] Thank you."],
    "times first": ["[00:00:00] Ida Berg: Hello there. We begin.", "[00:01:09] Speaker 2: Thank you."],
  };
  for (const [form, lines] of Object.entries(forms))
    test(`as ${form} writes it, also in .docx`, async () => {
      for (const [file, name] of [
        [lines.join("\n"), "a.txt"],
        [makeDocx(lines.filter(Boolean)), "a.docx"],
      ] as const) {
        const found = await read(file, name);
        expect(found.turns, name).toEqual(turnsOf);
        expect(
          found.cues.map(([start]) => start),
          name,
        ).toEqual([0, 69]);
      }
    });
});

test("TTML, with agents and words", async () => {
  const found = await read(
    '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"><head><metadata><ttm:agent type="person" xml:id="a1"><ttm:name>Ida</ttm:name></ttm:agent></metadata></head><body><div>' +
      '<p begin="00:00:01.000" end="2.5s" ttm:agent="a1"><span begin="1s" end="1.4s">Hello</span> <span begin="1500ms">there.</span></p>' +
      '<p begin="00:01:00:15" dur="1s">Two<br/>lines</p></div></body></tt>',
    "a.ttml",
  );
  expect(found.cues).toEqual([
    [1, 2.5],
    [60.5, 61.5],
  ]);
  expect(found.turns).toEqual([["Ida", "Hello there. Two lines"]]);
  expect(found.starts.slice(0, 2)).toEqual([1, 1.5]);
});

test("an archive that unpacks to more than it says is not unpacked", () => {
  const zip = makeZip({ "a.txt": "a".repeat(100_000) });
  expect(unpacksWithin(zip, 100_000)).toBe(true);
  expect(unpacksWithin(zip, 99_999)).toBe(false);
  expect(unpacksWithin(zip.subarray(0, 50), 100_000)).toBe(false);
});

test("1,000 mutated files end in a transcript or a problem", async () => {
  const folder = join(import.meta.dirname, "../fixtures/cases/t");
  const files = [
    ...readdirSync(folder).map((name) => ({ name, bytes: readFileSync(join(folder, name)) })),
    { name: "a.docx", bytes: makeDocx(["Ida  0:00", "Hello."]) },
  ];
  const change = fc.record({
    at: fc.nat(1000),
    what: fc.constantFrom("flip", "cut", "double", "nest", "zero"),
    by: fc.nat(255),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.array(change, { minLength: 1, maxLength: 5 }),
      async ({ name, bytes }, all) => {
        let file = Buffer.from(bytes);
        for (const { at, what, by } of all) {
          const place = Math.floor((at / 1000) * file.length);
          if (what === "flip") file[place] = (file[place] ?? 0) ^ by;
          else if (what === "zero") file[place] = 0;
          else if (what === "cut") file = file.subarray(0, place);
          else if (what === "double") file = Buffer.concat([file.subarray(0, place), file]);
          else file = Buffer.concat([Buffer.from("[<{".charAt(by % 3).repeat(by * 20)), file]);
        }
        const found = await readTranscriptFile(file, { type: null, name });
        if (found.ok) expect(serialize(parse(found.written.text))).toBe(found.written.text);
        else expect(found.problem.reason).not.toBe("");
      },
    ),
    { numRuns: 1000 },
  );
});
