import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTranscriptFile } from "../../server/text/transcript-files/read-transcript-file";
import { marks, parse, readableText, serialize } from "../../transcript";

// Every word of a file is in the transcript or in the list of problems. Words are numbered, so that each can be
// looked for.

const RUNS = 2000;

interface Piece {
  readonly start: number;
  readonly length: number;
  readonly noise: readonly string[];
}

const time = fc.integer({ min: 0, max: 20_000_000 });
const noise = fc.constantFrom(
  ...[
    "",
    " ",
    "\n",
    "\n\n",
    "\n \n",
    "<i>",
    "</i>",
    "<v Ann>",
    "</v>",
    "<b>",
    "</b>",
    ">> ",
    "- ",
    "Bob: ",
    "[SPEAKER_00]: ",
  ],
  ...[
    "-->",
    "A --> B",
    "&amp;",
    "&",
    "**",
    "_",
    "[",
    "]",
    "(",
    "{\\an8}",
    "<00:00:01.000>",
    "<c>",
    "</c>",
    "NOTE",
    "1.",
    "#",
  ],
  ...[
    "[inaudible]",
    "[laughs]",
    "♪",
    "日本語",
    "http://a.example",
    "<hmm>",
    "\\",
    "`",
    "|",
    "\t",
    "Berlin: ",
    "STYLE",
  ],
);
const pieces = fc.array(
  fc.record({
    start: time,
    length: fc.integer({ min: 0, max: 9000 }),
    noise: fc.array(noise, { maxLength: 6 }),
  }),
  { minLength: 1, maxLength: 12 },
);

/** A piece's text: words with numbers between noise. */
function textOf({ noise: all }: Piece, next: () => string): string {
  return [next(), ...all.flatMap((each) => [each, next()])].join(" ");
}

const pad = (value: number, digits = 2) => String(value).padStart(digits, "0");
const clock = (ms: number, point: string) =>
  `${pad(Math.floor(ms / 3_600_000))}:${pad(Math.floor(ms / 60_000) % 60)}:${pad(Math.floor(ms / 1000) % 60)}${point}${pad(ms % 1000, 3)}`;
const odd = fc.constantFrom(
  (ms: number) => clock(ms, ","),
  (ms: number) => clock(ms, "."),
  (ms: number) => (ms / 1000).toFixed(3),
  (ms: number) => `${Math.floor(ms / 60_000)}:${((ms % 60_000) / 1000).toFixed(1)}`,
  () => "nonsense",
);

/** Reads a file and looks for every word that was put in. */
async function expectAll(source: string, name: string, words: readonly string[]) {
  const read = await readTranscriptFile(new TextEncoder().encode(source), { type: null, name });
  const problems = read.ok ? read.problems : [read.problem];
  const text = read.ok ? read.written.text : "";
  const transcript = parse(text);
  expect(serialize(transcript)).toBe(text);
  const shown = `${transcript.segments.map(({ name: speaker, body }) => `${speaker ?? ""} ${readableText(body)}`).join(" ")} ${problems
    .map(({ left }) => left)
    .join(" ")}`;
  const missing = words.filter((word) => !shown.includes(word));
  expect(missing, source).toEqual([]);
  return read;
}

function counter() {
  const words: string[] = [];
  return {
    words,
    next: () => {
      words.push(`w${words.length}x`);
      return words.at(-1) ?? "";
    },
  };
}

describe("every word of a file is in the transcript or among the problems", () => {
  for (const [kind, head, arrow] of [
    ["vtt", "WEBVTT\n\n", "-->"],
    ["srt", "", "-->"],
  ] as const)
    test(kind, async () => {
      await fc.assert(
        fc.asyncProperty(pieces, odd, fc.boolean(), async (all, write, numbered) => {
          const { words, next } = counter();
          const source =
            head +
            all
              .map((piece, i) => {
                const times = `${write(piece.start)} ${arrow} ${clock(piece.start + piece.length, ".")}`;
                return `${numbered ? `${i + 1}\n` : ""}${times}\n${textOf(piece, next)}\n`;
              })
              .join("\n");
          const commented = kind === "vtt" ? source.replaceAll(/\n\n\s*NOTE/g, "\n\nX") : source;
          await expectAll(commented, `a.${kind}`, words);
        }),
        { numRuns: RUNS },
      );
    });

  test("json", async () => {
    const bad = fc.constantFrom<unknown>(null, "soon", -5, Number.NaN, {}, "00:00:04.5", 3);
    await fc.assert(
      fc.asyncProperty(pieces, fc.array(bad, { minLength: 12, maxLength: 12 }), async (all, times) => {
        const { words, next } = counter();
        const segments = all.map((piece, i) =>
          i % 5 === 4
            ? { what: textOf(piece, next) }
            : {
                startTime: times[i],
                endTime: piece.start,
                speaker: i % 2 ? "Ann" : null,
                body: textOf(piece, next),
              },
        );
        await expectAll(JSON.stringify({ version: "1.0.0", segments }), "a.json", words);
      }),
      { numRuns: RUNS },
    );
  });

  test("txt and html", async () => {
    await fc.assert(
      fc.asyncProperty(
        pieces,
        fc.constantFrom("Ann: ", "Ann  0:09\n", "[00:00:09] ", "Ann (00:09):\n", ""),
        async (all, before) => {
          const { words, next } = counter();
          const plain = all.map((piece) => `${before}${textOf(piece, next)}`).join("\n\n");
          await expectAll(plain, "a.txt", words);
          const { words: others, next: other } = counter();
          const html = all
            .map((piece) => {
              const text = textOf(piece, other).replaceAll("&", "&amp;").replaceAll("<", "&lt;");
              return `<cite>Ann:</cite>\n<time>${clock(piece.start, ".")}</time>\n<p>${text}</p>`;
            })
            .join("\n");
          await expectAll(html, "a.html", others);
        },
      ),
      { numRuns: RUNS },
    );
  });

  test("and their moments are those of the file: the first word of a cue", async () => {
    await fc.assert(
      fc.asyncProperty(pieces, async (all) => {
        const { words, next } = counter();
        const sorted = all.toSorted((a, b) => a.start - b.start);
        const source = `WEBVTT\n\n${sorted
          .map(
            (piece) =>
              `${clock(piece.start, ".")} --> ${clock(piece.start + piece.length, ".")}\n${next()} ${next()}\n`,
          )
          .join("\n")}`;
        const read = await expectAll(source, "a.vtt", words);
        if (!read.ok) throw new Error("it is not read");
        expect(read.cues.map(({ start }) => Math.round((start ?? -1) * 1000))).toEqual(
          sorted.map(({ start }) => start),
        );
      }),
      { numRuns: RUNS },
    );
  });
});

describe("a file that is anything", () => {
  test("ends in a transcript or a problem", async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ unit: "binary", maxLength: 300 }).map((text) => new TextEncoder().encode(text)),
      fc.json().map((text) => new TextEncoder().encode(text)),
      pieces.map((all) => new TextEncoder().encode(all.map(({ noise: each }) => each.join("")).join("\n"))),
    );
    const names = fc.constantFrom("a.vtt", "a.srt", "a.json", "a.html", "a.txt", "a.ttml", "a.docx", "a");
    await fc.assert(
      fc.asyncProperty(bytes, names, async (file, name) => {
        const read = await readTranscriptFile(file, { type: null, name });
        if (!read.ok) {
          expect(read.problem.reason).not.toBe("");
          return;
        }
        const { text } = read.written;
        expect(text).not.toMatch(/[\0\p{Surrogate}]/u);
        expect(serialize(parse(text))).toBe(text);
        for (const { body } of parse(text).segments) expect(marks(body).length).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: RUNS },
    );
  });
});
