import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readTranscriptFile } from "../../server/text/transcript-files/read-transcript-file";
import { DOCX_PARTS, makeZip } from "../../tests/support/make-zip";
import { parse, serialize, words } from "../../transcript";
import type { Random } from "./random";

// Files of transcripts of every kind, broken in every way: bits, ends, encodings, nesting, sizes, mixtures of kinds.

/** A way to break a file; places are thousandths of it. */
type Step =
  | { readonly do: "turn" | "cut" | "zero" | "drop" | "double"; readonly at: number; readonly by: number }
  | { readonly do: "put"; readonly at: number; readonly text: string; readonly times: number }
  | { readonly do: "mix"; readonly at: number; readonly with: string; readonly from: number }
  | { readonly do: "encode"; readonly as: Encoding };

const ENCODINGS = [
  "utf-8 with mark",
  "utf-16le",
  "utf-16le with mark",
  "utf-16be with mark",
  "latin1",
] as const;
type Encoding = (typeof ENCODINGS)[number];

/** A broken file, as it can be made again. */
interface BrokenFile {
  /** A file of `FILES`. */
  readonly base: string;
  readonly steps: readonly Step[];
  /** Whether it is put into a .docx after it was broken, in place of the document. */
  readonly packed: boolean;
  readonly type: string | null;
  readonly charset: string | null;
}

const SAMPLES: Readonly<Record<string, string>> = {
  "whisper.json": `{"text":"Hello there.","language":"en","segments":[{"id":0,"seek":0,"start":0.1,"end":1,"text":" Hello there.","avg_logprob":-0.2,"words":[{"word":" Hello","start":0.1,"end":0.4,"probability":0.9},{"word":" there.","start":0.5,"end":0.9,"probability":0.8}]}]}`,
  "whisperx.json": `{"segments":[{"start":0.1,"end":1,"text":" Hello.","speaker":"SPEAKER_00","words":[{"word":"Hello.","start":0.1,"end":0.4,"score":0.9}]}],"word_segments":[]}`,
  "whispercpp.json": `{"transcription":[{"timestamps":{"from":"00:00:00,100","to":"00:00:00,610"},"offsets":{"from":100,"to":610},"text":" Unheard of.","tokens":[{"text":" Un","offsets":{"from":100,"to":200},"p":0.9},{"text":"heard","offsets":{"from":200,"to":400},"p":0.8}]}]}`,
  "assemblyai.json": `{"audio_duration":3,"utterances":[{"start":250,"end":1022,"text":"Hello there.","speaker":"A","words":[{"text":"Hello","start":250,"end":650,"confidence":0.9},{"text":"there.","start":730,"end":1022,"confidence":0.9}]}]}`,
  "deepgram.json": `{"results":{"channels":[{"alternatives":[{"transcript":"hello","words":[{"word":"hello","punctuated_word":"Hello.","start":0.1,"end":0.4,"speaker":0,"confidence":0.9}]}]}]}}`,
  "rev.json": `{"speakers":[{"id":1,"name":"Ida"}],"monologues":[{"speaker":1,"elements":[{"type":"text","value":"Hello","ts":0.2,"end_ts":0.4,"confidence":1},{"type":"punct","value":"."},{"type":"unknown","value":"<inaudible>"}]}]}`,
  "podlove.json": `[{"start":"00:00:01.500","start_ms":1500,"end":"00:00:03.000","end_ms":3000,"speaker":"1","voice":"Ida","text":"Hallo."}]`,
  "amazon.json": `{"results":{"items":[{"type":"pronunciation","start_time":"0.1","end_time":"0.4","speaker_label":"spk_0","alternatives":[{"content":"Hello","confidence":"0.9"}]},{"type":"punctuation","alternatives":[{"content":"."}]}]}}`,
  "youtube.json": `{"events":[{"tStartMs":100,"dDurationMs":900,"segs":[{"utf8":"Hello"},{"utf8":" there","tOffsetMs":400}]}]}`,
  "podcast.json": `{"version":"1.0.0","segments":[{"speaker":"Ida","startTime":0.5,"endTime":0.75,"body":"Hello"}]}`,
  "a.ttml": `<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"><head><metadata><ttm:agent xml:id="a1"><ttm:name>Ida</ttm:name></ttm:agent></metadata></head><body><div><p begin="00:00:01.000" end="2.5s" ttm:agent="a1"><span begin="1s">Hello</span><br/>there.</p></div></body></tt>`,
  "a.html": `<!doctype html><html><body><cite>Ida:</cite><time>0:01</time><p>Hello <b>there</b>.</p></body></html>`,
  "otter.txt":
    "Ida Berg  0:00\nHello there.\n\nSpeaker 2  1:09\nThank you.\n\nTranscribed by https://otter.ai\n",
  "document.xml": `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Ida Berg  0:00</w:t></w:r></w:p><w:p><w:r><w:t xml:space="preserve">Hello </w:t></w:r><w:r><w:t>there.</w:t></w:r></w:p></w:body></w:document>`,
};

const CASES = join(import.meta.dirname, "../../tests/fixtures/cases/t");

/** The files that are broken, by name: the cases of bug reports, and one of each program's form. */
const FILES: ReadonlyMap<string, Buffer> = new Map([
  ...readdirSync(CASES)
    .sort()
    .map((name) => [name, readFileSync(join(CASES, name))] as const),
  ...Object.entries(SAMPLES).map(([name, text]) => [name, Buffer.from(text)] as const),
  ["a.docx", packed(Buffer.from(SAMPLES["document.xml"] ?? ""))],
]);

function packed(document: Buffer): Buffer {
  return makeZip({ ...DOCX_PARTS, "word/document.xml": document });
}

const PIECES = [
  ...[
    "[",
    "{",
    '{"segments":',
    "<div>",
    "<b><p>",
    "<span>",
    "<w:p>",
    "(",
    '"',
    "\\",
    "&",
    "&#x110000;",
    "<",
    "-->",
  ],
  ..."\n |\r|\t |\u0000|\ufeff|\u2028|\ud800|\u202e|e\u0301|中|👩‍👩‍👧|x|x |Ann: |>> |- |[00:00] |0:00 |99:99:99.999 |NOTE\n|*|**Ann:** ".split(
    "|",
  ),
  "[unintelligible 00:00:01.00]",
];

// So long that work in its square would be seen; small enough that a thousand are read in a minute.
const MOST_BYTES = 200_000;

function makeStep(random: Random): Step {
  const [at, by] = [random.whole(1001), 1 + random.whole(255)];
  switch (random.whole(8)) {
    case 0:
    case 1:
      return { do: "turn", at, by };
    case 2:
      return { do: random.one(["cut", "zero", "drop"]), at, by };
    case 3:
      return { do: "double", at, by };
    case 4:
    case 5:
      return { do: "put", at, text: random.one(PIECES), times: random.one([1, 2, 50, 1000, 20_000]) };
    case 6:
      return { do: "mix", at, with: random.one([...FILES.keys()]), from: random.whole(1001) };
    default:
      return { do: "encode", as: random.one(ENCODINGS) };
  }
}

function apply(file: Buffer, step: Step): Buffer {
  if (step.do === "encode") return encode(file, step.as);
  const place = Math.floor((step.at / 1000) * file.length);
  const [before, behind] = [file.subarray(0, place), file.subarray(place)];
  if (step.do === "put") {
    const piece = Buffer.from(step.text);
    const times = Math.max(1, Math.min(step.times, Math.floor(MOST_BYTES / piece.length)));
    return Buffer.concat([before, Buffer.from(step.text.repeat(times)), behind]);
  }
  if (step.do === "mix") {
    const other = FILES.get(step.with) ?? Buffer.alloc(0);
    return Buffer.concat([before, other.subarray(Math.floor((step.from / 1000) * other.length))]);
  }
  if (step.do === "cut") return before;
  if (step.do === "drop") return Buffer.concat([before, behind.subarray(step.by)]);
  if (step.do === "double") return Buffer.concat([before, file]);
  const changed = Buffer.from(file);
  if (changed.length > 0)
    changed[place % changed.length] =
      step.do === "zero" ? 0 : (changed[place % changed.length] ?? 0) ^ step.by;
  return changed;
}

function encode(file: Buffer, as: Encoding): Buffer {
  const text = file.toString("utf8");
  if (as === "utf-8 with mark") return Buffer.from(`\ufeff${text}`);
  if (as === "latin1") return Buffer.from(text, "latin1");
  const wide = Buffer.from(as.endsWith("mark") ? `\ufeff${text}` : text, "utf16le");
  return as.startsWith("utf-16be") ? wide.swap16() : wide;
}

/** What is wrong with how a broken file was read; null where nothing is. */
async function run({ base, steps, packed: isPacked, type, charset }: BrokenFile): Promise<string | null> {
  let bytes = FILES.get(base) ?? Buffer.alloc(0);
  for (const step of steps) bytes = apply(bytes, step).subarray(0, MOST_BYTES * 2);
  const read = await readTranscriptFile(isPacked ? packed(bytes) : bytes, { type, name: base, charset });
  if (!read.ok) return read.problem.reason === "" ? "it is refused without a reason" : null;
  const { written, problems } = read;
  const transcript = parse(written.text);
  if (serialize(transcript) !== written.text) return "its text is not read back as it was";
  if (/\0|\p{Surrogate}/u.test(written.text)) return "no database can store its text";
  const spoken = transcript.segments.reduce((sum, { body }) => sum + words(body).length, 0);
  if (written.words.length !== 0 && written.words.length !== spoken)
    return "its times are not those of its words";
  return problems.every(({ reason }) => reason !== "") ? null : "a problem has no reason";
}

const TYPES = [
  null,
  null,
  null,
  "text/vtt",
  "application/srt",
  "application/json",
  "text/html",
  "text/plain",
  "application/ttml+xml",
];
const CHARSETS = [null, null, null, "utf-8", "utf-16", "windows-1252", "shift_jis", "klingon"];

/** Broken files: each ends in a transcript or in a problem with a reason. */
export const brokenFiles = {
  here: true as const,
  make: (random: Random): BrokenFile => ({
    base: random.one([...FILES.keys()]),
    steps: Array.from({ length: 1 + random.whole(4) }, () => makeStep(random)),
    packed: random.onceIn(6),
    type: random.one(TYPES),
    charset: random.one(CHARSETS),
  }),
  // Every file as it is, and each piece many times at the start, in the middle and at the end of one of each kind.
  chosen: [
    ...[...FILES.keys()].map((base) => ({ base, steps: [], packed: false, type: null, charset: null })),
    ...[
      "T02-minsec.vtt",
      "T10-blank-in-cue.srt",
      "podcast.json",
      "a.ttml",
      "a.html",
      "otter.txt",
      "document.xml",
    ].flatMap((base) =>
      PIECES.flatMap((text) =>
        [0, 700, 1000].map((at) => ({
          ...{ base, packed: base === "document.xml", type: null, charset: null },
          steps: [{ do: "put", at, text, times: 20_000 } as const],
        })),
      ),
    ),
  ],
  run,
};
