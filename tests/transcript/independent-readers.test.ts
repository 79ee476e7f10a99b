import { convertFile, TranscriptFormat } from "transcriptator";
import { describe, expect, test } from "vitest";
import { parse, timeline, toHtml } from "../../transcript";
import { corpusFolder, corpusPaths, corpusSkipped, corpusText, corpusTitle } from "../support/corpus";
import { readByOthers } from "../support/read-by-others";

// Programs by others read what we write, without an error and with the same times. `npm run bench -- readers` has them read 200
// episodes of the whole collection.

const page = { title: "An episode", language: "en" };

const made = parse(
  "**Ann & <Bob>:** \\[00:05\\] Is a --> b, or R&D < 3? \\[laughs\\] Yes.\n\n**Break:** \\[00:12\\]\n\n" +
    `**Cy:** \\[00:20\\] ${"so we asked \\[unintelligible 00:00:21.00\\] twice, and then again. ".repeat(9)}\n\n` +
    "**Ann & <Bob>:** \\[01:10\\] End.\n",
);

describe("readers by others", () => {
  test("take everything that a transcript can hold", async () => {
    expect(await readByOthers(made, timeline(made, { duration: 90 }))).toEqual([]);
    const html = convertFile(toHtml(made, timeline(made, { duration: 90 }), page), TranscriptFormat.HTML);
    expect(html.map(({ speaker, startTime }) => [speaker, startTime]).slice(0, 1)).toEqual([
      ["Ann &amp; &lt;Bob&gt;", 5],
    ]);
  });

  test.skipIf(corpusSkipped)(
    corpusTitle("take every fourth real episode"),
    async () => {
      const folder = corpusFolder ?? "";
      // To read one with eight programs takes half a second.
      for (const path of corpusPaths(folder).filter((_, i) => i % 4 === 0)) {
        const transcript = parse(corpusText(folder, path));
        expect(await readByOthers(transcript, timeline(transcript, { duration: null })), path).toEqual([]);
      }
    },
    170_000,
  );
});
