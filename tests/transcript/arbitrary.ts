import fc from "fast-check";
import { parse, type Transcript } from "../../transcript";

// Pieces of transcripts, and pieces that look almost like them. Random combinations reach every branch of the
// format.
const fragments = [
  "\n",
  "\n\n",
  "\n \t\n",
  "\r\n",
  "\r",
  "\0",
  "\ud800",
  "\u2028",
  "\u001d",
  "\u00a0",
  " ",
  "**Ann Lee:** ",
  "**Ann Lee:**",
  "**Bob:**  ",
  "**Bob: **",
  "# **Break:** ",
  "**Break**: ",
  "**Break** : ",
  "Break: ",
  "Jingle: ",
  "**Tuesday**: ",
  "***Ann:** ",
  "**:**",
  "\\[04:15\\]",
  "\\[01:00:05.11\\]",
  "[01:00:05.40]",
  "\\[13:14\\] to \\[14:00\\]",
  "\\[unintelligible 00:41:26.29\\]",
  "[inaudible]",
  "\\[laughs\\]",
  "\\[laughs\\[",
  "[a link](https://example.org/a_(b))",
  "![image](x.png)",
  "`code`",
  "*em*",
  "_em_",
  "&quot;",
  "<sup>th</sup>",
  "<",
  "> ",
  "- ",
  "1. ",
  "# ",
  "-->",
  "Yes, ",
  "I think so. ",
  "4,300 ",
  "37% ",
  "naïve — ",
  "日本語",
  "words and ",
  "more words ",
];

/** Any text built from the format's own pieces. */
export const formatText = fc
  .array(
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...fragments) },
      fc.string({ maxLength: 4, unit: "binary" }),
    ),
    {
      maxLength: 30,
    },
  )
  .map((parts) => parts.join(""));

/** Any string, including lone surrogates and control characters. */
export const anyText = fc.oneof(
  formatText,
  fc.string({ unit: "binary", maxLength: 60 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
    .map((units) => String.fromCharCode(...units)),
);

const sentence = fc
  .array(
    fc.constantFrom(
      "so",
      "data",
      "science",
      "we",
      "asked",
      "people",
      "Python,",
      "right?",
      "Indeed.",
      "and",
      "--",
    ),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((words) => words.join(" "));

const stamp = fc.integer({ min: 0, max: 3599 }).map((seconds) => {
  const pad = (value: number) => String(value).padStart(2, "0");
  return `\\[${pad(Math.floor(seconds / 60))}:${pad(seconds % 60)}\\] `;
});

const paragraph = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(
      fc.constantFrom("**Ann:** ", "**Bob Li:** ", ""),
      fc.option(stamp, { nil: "" }),
      sentence,
    ),
  },
  { weight: 1, arbitrary: fc.tuple(fc.constant("**Break:** "), stamp, fc.constant("")) },
);

/** A plausible transcript: speakers, paragraphs, timestamps in any order, breaks. */
export const talk: fc.Arbitrary<Transcript> = fc
  .array(paragraph, { maxLength: 12 })
  .map((parts) => parse(parts.map((part) => part.join("")).join("\n\n") + (parts.length > 0 ? "\n" : "")));

/** A small edit of a transcript's text: words replaced, paragraphs removed or inserted. */
export function edited(transcript: Transcript): fc.Arbitrary<Transcript> {
  const bodies = transcript.segments.length;
  if (bodies === 0) return fc.constant(transcript);
  const change = fc.tuple(fc.nat(bodies - 1), fc.constantFrom("word", "drop", "add", "rewrite"), sentence);
  return fc.array(change, { maxLength: 3 }).map((changes) => {
    const segments = transcript.segments.map((segment) => ({ ...segment }));
    for (const [at, kind, text] of changes) {
      const index = Math.min(at, segments.length - 1);
      const segment = segments[index];
      if (!segment || segment.kind === "marker") continue;
      if (kind === "word") segments[index] = { ...segment, body: segment.body.replace(/\w+/, "changed") };
      else if (kind === "rewrite") segments[index] = { ...segment, body: text };
      else if (kind === "drop") segments.splice(index, 1);
      else
        segments.splice(index, 0, { kind: "speech", name: "Cy", body: text, labelRaw: null, sepAfter: null });
    }
    return { ...transcript, segments };
  });
}
