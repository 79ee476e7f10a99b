import mammoth from "mammoth";
import { extractText, getDocumentProxy } from "unpdf";
import { describe, expect, test } from "vitest";
import type { TranscriptDocument } from "../../../server/text/captions/transcript-document";
import { writeDocument } from "../../../server/text/captions/write-document";
import { writeDocx } from "../../../server/text/captions/write-docx";
import { writePdf } from "../../../server/text/captions/write-pdf";
import { readTranscriptFile } from "../../../server/text/transcript-files/read-transcript-file";
import { paragraphsOf, parse, timeline } from "../../../transcript";
import { corpusFolder, corpusSkipped, corpusText, corpusTitle } from "../../support/corpus";

// .docx and PDF are read back by programs of others: mammoth, and Mozilla's PDF.js as unpdf packs it.

const FACTS = ["An episode of Tides.", "The transcript is under CC BY-SA 4.0."];

function documentOf(text: string, title = "The tide & <the moon>"): TranscriptDocument {
  const transcript = parse(text);
  return {
    ...{ title, facts: FACTS, licence: FACTS[1] ?? "", language: "en" },
    changedAt: new Date("2026-11-29T20:00:00Z"),
    paragraphs: paragraphsOf(transcript, timeline(transcript, { duration: 600 })),
  };
}

const TEXT =
  "**Ann & <Bob>:** \\[00:05\\] We're pretty much \\[unintelligible 00:00:06.00\\] developers, \\[laughs\\] & more.\n\n" +
  "And a second paragraph.\n\n**Break:** \\[01:12\\]\n\n**Łukasz Żółć:** \\[02:00\\] Спасибо, Ωραία, שלום עולם.\n\n" +
  "**Cy:**\n\n\\[03:00\\] So \\[cross-talk 00:03:01.00\\] it is.\n";

async function pdfOf(bytes: Uint8Array) {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const { info } = await pdf.getMetadata();
  const { text } = await extractText(pdf, { mergePages: true });
  return { pdf, info, text: text.replace(/\s+/g, " ") };
}

describe("a .docx", () => {
  test("says who speaks and when, what was not heard, and the licence", async () => {
    const { value, messages } = await mammoth.extractRawText({
      buffer: Buffer.from(writeDocx(documentOf(TEXT))),
    });
    expect(messages).toEqual([]);
    expect(value.split("\n\n").filter(Boolean)).toEqual([
      "The tide & <the moon>",
      ...FACTS,
      "Ann & <Bob>\t0:05",
      "We're pretty much [unintelligible] developers, [laughs] & more.",
      expect.stringMatching(/^0:\d\d\tAnd a second paragraph\.$/),
      "1:12\t[Break]",
      "Łukasz Żółć\t2:00",
      "Спасибо, Ωραία, שלום עולם.",
      "Cy\t3:00",
      "So [crosstalk] it is.",
    ]);
  });

  test("marks what was not heard, and turns what runs from right to left", async () => {
    const { value } = await mammoth.convertToHtml(
      {
        buffer: Buffer.from(
          writeDocx(documentOf("**דנה:** \\[00:05\\] שלום \\[unintelligible 00:00:06.00\\] לך.\n")),
        ),
      },
      { styleMap: ["r[style-name='Unheard'] => mark"] },
    );
    expect(value).toContain("<mark>[unintelligible]</mark>");
  });

  test("comes in again as it went out", async () => {
    const read = await readTranscriptFile(writeDocx(documentOf(TEXT)), { type: null, name: "a.docx" });
    if (!read.ok) throw new Error(read.problem.reason);
    expect(read.problems).toEqual([]);
    const cues = read.cues.slice(3).map(({ speaker, start }) => [speaker, start]);
    expect(cues[0]).toEqual(["Ann & <Bob>", 5]);
    expect(cues.at(-1)).toEqual(["Cy", 180]);
    expect(read.written.text).toContain("\\[unintelligible");
  });
});

describe("a PDF", () => {
  test("says who speaks and when, what was not heard, and the licence", async () => {
    const { info, text } = await pdfOf(await writePdf(documentOf(TEXT)));
    expect(info).toMatchObject({ Title: "The tide & <the moon>", Subject: FACTS[1] });
    expect(text).toContain(`The tide & <the moon> ${FACTS.join(" ")} Ann & <Bob> 0:05`);
    expect(text).toContain("We're pretty much [unintelligible] developers, [laughs] & more.");
    expect(text).toMatch(/0:\d\d And a second paragraph\. 1:12 \[Break\] Łukasz Żółć 2:00 Спасибо, Ωραία,/);
    expect(text).toContain("Cy 3:00 So [crosstalk] it is.");
  });

  test("keeps every character: what no font has is shown as a box, is copied as itself, and is named", async () => {
    const bytes = await writePdf(documentOf("**李明:** \\[00:05\\] 你好 and नमस्ते.\n"));
    const raw = Buffer.from(bytes).toString("latin1");
    expect(raw.slice(0, 9)).toBe("%PDF-1.7\n");
    const { text } = await pdfOf(bytes);
    for (const sign of "李明你好")
      expect(text).toContain(`U+${sign.codePointAt(0)?.toString(16).toUpperCase()}`);
    expect(text).toContain("□□ and");
    const none = await pdfOf(await writePdf(documentOf(TEXT)));
    expect(none.text).not.toContain("□");
  });

  test("breaks lines and pages, and cuts a word that is longer than a line", async () => {
    const long = "x".repeat(5000);
    const { pdf, text } = await pdfOf(
      await writePdf(documentOf(`**Ann:** \\[00:05\\] ${"Some words. ".repeat(2000)} ${long} end\n`)),
    );
    expect(pdf.numPages).toBeGreaterThan(3);
    // Between two pages stands the foot of the first.
    expect(text.match(/Some/g)).toHaveLength(2000);
    expect(text.match(/words\./g)).toHaveLength(2000);
    expect(text.replace(/[^x]/g, "")).toHaveLength(5000);
    for (let page = 1; page <= pdf.numPages; page++) {
      const { items } = await (await pdf.getPage(page)).getTextContent();
      for (const item of items) {
        if (!("transform" in item)) continue;
        const [left, bottom] = [item.transform[4] as number, item.transform[5] as number];
        expect(left).toBeGreaterThan(50);
        expect(left + item.width).toBeLessThan(595 - 50);
        expect(bottom).toBeGreaterThan(20);
      }
    }
  });
});

describe.each(["docx", "pdf"] as const)("written as %s", (format) => {
  test("the same transcript gives the same bytes, also in a thread", async () => {
    const document = documentOf(TEXT);
    const here = format === "docx" ? writeDocx(document) : await writePdf(document);
    const aside = await writeDocument(format, document);
    expect(aside).toMatchObject({ ok: true });
    if (aside.ok) expect(Buffer.from(aside.result).equals(Buffer.from(here))).toBe(true);
  });

  test.skipIf(corpusSkipped)(corpusTitle("a long transcript loses no word"), async () => {
    const document = documentOf(corpusText(corpusFolder ?? "", "backstage/backstage-9.md"));
    const aside = await writeDocument(format, document);
    if (!aside.ok) throw new Error(aside.reason);
    const text =
      format === "docx"
        ? (await mammoth.extractRawText({ buffer: Buffer.from(aside.result) })).value
        : (await pdfOf(aside.result)).text;
    // A word that ends a line is not cut; what stands at the foot of a page does not count.
    const words = (from: string) => from.match(/\p{L}+/gu) ?? [];
    const said = document.paragraphs.flatMap(({ runs }) => runs.flatMap((run) => words(run.text)));
    const found = new Map<string, number>();
    for (const word of words(text)) found.set(word, (found.get(word) ?? 0) + 1);
    const wanted = new Map<string, number>();
    for (const word of said) wanted.set(word, (wanted.get(word) ?? 0) + 1);
    expect([...wanted].filter(([word, count]) => (found.get(word) ?? 0) < count)).toEqual([]);
  });
});
