import { describe, expect, test } from "vitest";
import { brokenFiles } from "../../scripts/fuzz/broken-files";
import { runFuzz } from "../../scripts/fuzz/run-fuzz";
import { nestsWithin } from "../../server/text/transcript-files/nests-within";
import { readTranscriptFile } from "../../server/text/transcript-files/read-transcript-file";
import { unpacksWithin } from "../../server/text/transcript-files/unpacks-within";
import { parse, readableText, turns } from "../../transcript";
import { DOCX_PARTS, makeDocx, makeZip } from "../support/make-zip";

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

  test("with a speaker's name in an object, however deep somebody nests it", async () => {
    const named = (speaker: string) => `{"segments":[{"text":"Hello.","start":1,"speaker":${speaker}}]}`;
    expect((await read(named('{"id":7,"name":"Ida"}'), "a.json")).turns).toEqual([["Ida", "Hello."]]);
    const deep = `${'{"name":'.repeat(100_000)}1${"}".repeat(100_000)}`;
    expect((await read(named(deep), "a.json")).turns).toEqual([[null, "Hello."]]);
  });

  test("of Google, whose last result says all words again with their speakers", async () => {
    const result = (transcript: string, words: object[]) => ({
      alternatives: [{ transcript, confidence: 0.9, words }],
    });
    const said = [
      { startTime: "0s", endTime: "0.400s", word: "Hello" },
      { startTime: "0.400s", endTime: "0.900s", word: "there." },
      { startTime: "1.500s", endTime: "2s", word: "Thanks." },
    ];
    const plain = { results: [result("Hello there.", said.slice(0, 2)), result(" Thanks.", said.slice(2))] };
    expect(await read(plain, "a.json")).toMatchObject({
      ...{ maker: "Google Speech-to-Text", starts: [0, 0.4, 1.5], problems: [] },
      cues: [
        [0, 0.9],
        [1.5, 2],
      ],
    });
    const told = said.map((each, i) => ({ ...each, speakerTag: i < 2 ? 1 : 2 }));
    const again = { results: [...plain.results, result("", told)] };
    expect((await read(again, "a.json")).turns).toEqual([
      ["Speaker 1", "Hello there."],
      ["Speaker 2", "Thanks."],
    ]);
    expect((await read({ name: "1", done: true, response: plain }, "a.json")).starts).toEqual([0, 0.4, 1.5]);
  });

  test("of Speechmatics, a word or a sign each", async () => {
    const item = (content: string, at: number, speaker: string, more: object = {}) => ({
      ...{ type: "word", start_time: at, end_time: at + 0.4, ...more },
      alternatives: [{ content, confidence: 0.8, language: "en", speaker }],
    });
    const sign = { type: "punctuation", attaches_to: "previous" };
    const found = await read(
      {
        format: "2.9",
        results: [
          item("Hello", 0.1, "S1"),
          item(",", 0.5, "S1", sign),
          item("Ida", 0.6, "S1"),
          item(".", 1, "S1", sign),
          item("Thanks", 4, "S2"),
          item("a", 9, "UU"),
          item("Bye", 12, "S1"),
        ],
      },
      "a.json",
    );
    expect(found).toMatchObject({ maker: "Speechmatics", problems: [], starts: [0.1, 0.6, 4, 9, 12] });
    expect(found.turns.slice(0, 2)).toEqual([
      ["Speaker 1", "Hello, Ida."],
      ["Speaker 2", "Thanks a"],
    ]);
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
    "times within": [
      "Ida Berg [00:00] Hello there. We begin.",
      "Speaker 2 [01:09] Thank you.",
      "",
      "Ida Berg (01:20) Yes.",
    ],
    "times first": ["[00:00:00] Ida Berg: Hello there. We begin.", "[00:01:09] Speaker 2: Thank you."],
  };
  for (const [form, lines] of Object.entries(forms))
    test(`as ${form} writes it, also in .docx`, async () => {
      for (const [file, name] of [
        [lines.join("\n"), "a.txt"],
        [makeDocx(lines.filter(Boolean)), "a.docx"],
      ] as const) {
        const found = await read(file, name);
        expect(found.turns.slice(0, 2), name).toEqual(turnsOf);
        expect(
          found.cues.slice(0, 2).map(([start]) => start),
          name,
        ).toEqual([0, 69]);
      }
    });
});

test("a sentence with a time in brackets is no head", async () => {
  const found = await read("We met early (10:30) and left.\n\nThen we ate.\n\nAnd so on.\n", "a.txt");
  expect(found.turns).toEqual([[null, "We met early (10:30) and left. Then we ate. And so on."]]);
});

test("lyrics, with a time before each line", async () => {
  const found = await read("[00:12.00]Hello there.\n[00:15.30]We begin.\n", "a.lrc");
  expect(found.cues.map(([start]) => start)).toEqual([12, 15.3]);
  expect(found.turns).toEqual([[null, "Hello there. We begin."]]);
});

/** A document of Word's with this body; `|` is a line break, a tab a tab. */
function docxOf(...paragraphs: string[]): Buffer {
  const runs = (text: string) =>
    text
      .split(/(\||\t)/)
      .map((part) =>
        part === "|"
          ? "<w:r><w:br/></w:r>"
          : part === "\t"
            ? "<w:r><w:tab/></w:r>"
            : `<w:r><w:t>${part}</w:t></w:r>`,
      )
      .join("");
  const body = paragraphs.map((text) => `<w:p>${runs(text)}</w:p>`).join("");
  return makeZip({
    ...DOCX_PARTS,
    "word/document.xml": `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
  });
}

test("a .docx with line breaks in its paragraphs, as some exports write a turn", async () => {
  const found = await read(
    docxOf("Ida Berg\t0:05|Hello there.|We begin.", "Bo  0:09|Thank [inaudible 00:00:10] you."),
    "a.docx",
  );
  expect(found.turns).toEqual([
    ["Ida Berg", "Hello there. We begin."],
    ["Bo", "Thank [unintelligible] you."],
  ]);
  expect(found.cues.map(([start]) => start)).toEqual([5, 9]);
});

describe("encodings", () => {
  test("that XML and HTML name themselves", async () => {
    const ttml = `<?xml version="1.0" encoding="ISO-8859-1"?><tt xmlns="http://www.w3.org/ns/ttml"><body><div><p begin="1s">Grüße</p></div></body></tt>`;
    expect((await read(Buffer.from(ttml, "latin1"), "a.ttml")).turns).toEqual([[null, "Grüße"]]);
    const html = `<html><head><meta charset="windows-1252"></head><body><cite>Ida</cite><time>0:01</time><p>Grüße</p></body></html>`;
    expect((await read(Buffer.from(html, "latin1"), "a.html")).turns).toEqual([["Ida", "Grüße"]]);
  });

  test("of two bytes, of every kind of file; cut in the middle it is told", async () => {
    const json = Buffer.from('\ufeff{"segments":[{"text":"Grüße","start":1}]}', "utf16le");
    expect((await read(json, "a.json")).turns).toEqual([[null, "Grüße"]]);
    const text = Buffer.from("\ufeffIda: Grüße.\nBo: Ja.\n", "utf16le").swap16();
    expect((await read(text, "a.txt")).turns).toEqual([
      ["Ida", "Grüße."],
      ["Bo", "Ja."],
    ]);
    const cut = await readTranscriptFile(json.subarray(0, -1), { type: null, name: "a.json" });
    expect(cut).toMatchObject({ ok: false, problem: { reason: expect.stringContaining("UTF-16LE") } });
  });

  test("of one byte by their names; unnamed and unknown ones are told", async () => {
    const cyrillic = new Uint8Array([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]);
    const named = await readTranscriptFile(cyrillic, {
      type: "text/plain; charset=windows-1251",
      name: "a.txt",
    });
    expect(named).toMatchObject({ ok: true, written: { text: "Привет\n" } });
    for (const type of ["text/plain", "text/plain; charset=klingon"])
      expect(await readTranscriptFile(cyrillic, { type, name: "a.txt" })).toMatchObject({
        ok: false,
        problem: { line: 1, reason: expect.stringContaining("nobody says") },
      });
  });
});

test("what a page nests too deep is told with its words", async () => {
  const page = `<cite>Ida</cite><time>0:01</time><p>Hello.</p>${"<span>".repeat(600)}Deep words${"</span>".repeat(600)}`;
  const { problems, turns: said } = await read(page, "a.html");
  expect(said).toEqual([["Ida", "Hello."]]);
  expect(problems).toEqual([{ line: 1, reason: expect.stringContaining("500 levels"), left: "Deep words" }]);
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

test("a .docx whose markup is nested without end is refused before anybody reads it", async () => {
  const document = (deep: number) => {
    const [open, close] = ["<b><p>".repeat(deep), "</p></b>".repeat(deep)];
    return makeZip({ ...DOCX_PARTS, "word/document.xml": `<w:document>${open}${close}</w:document>` });
  };
  expect(nestsWithin(Buffer.from("<?xml?><!-- x --><a><b/><b></b><c><d></d></c></a>"), 3)).toBe(true);
  expect(nestsWithin(Buffer.from("\ufeff <a><c><d></d></c></a>"), 2)).toBe(false);
  expect(nestsWithin(Buffer.from("{P<a><é><_a>"), 2)).toBe(false);
  expect(nestsWithin(Buffer.from("1 < 2 <3> <=> <!a> <?a?>"), 0)).toBe(true);
  expect(unpacksWithin(document(20_000), 10_000_000, (file) => nestsWithin(file, 500))).toBe(false);
  expect(unpacksWithin(document(200), 10_000_000, (file) => nestsWithin(file, 500))).toBe(true);
  const hidden = `\ufeff{"a":"${"<b><p>".repeat(20_000)}"}`;
  for (const file of [document(20_000), makeZip({ ...DOCX_PARTS, "word/document.xml": hidden })])
    expect(await readTranscriptFile(file, { type: null, name: "a.docx" })).toMatchObject({ ok: false });
});

test("the pictures of a .docx are no markup, and none is read as its document", async () => {
  const paragraph = "<w:p><w:r><w:t>Ann Lee (0:05): Hello.</w:t></w:r></w:p>";
  const body = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraph}</w:body></w:document>`;
  const picture = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.from("<b>".repeat(20_000))]);
  const found = await read(
    makeZip({ ...DOCX_PARTS, "word/document.xml": body, "word/media/image1.png": picture }),
    "a.docx",
  );
  expect(found.turns).toEqual([["Ann Lee", "Hello."]]);
  const posing = makeZip({ ...DOCX_PARTS, "word/document.xml": picture });
  expect(await readTranscriptFile(posing, { type: null, name: "a.docx" })).toMatchObject({ ok: false });
});

test("1,000 broken files end in a transcript or a problem", { timeout: 170_000 }, async () => {
  // How long each takes is for `npm run fuzz` to say.
  const { failures } = await runFuzz({
    ...{ targets: { brokenFiles }, ask: async () => ({ status: 204 }) },
    ...{ seed: 20_261_129, count: 700, chosen: 300 },
  });
  expect(failures.filter(({ problem }) => !problem.includes("s of CPU"))).toEqual([]);
});
