import fc from "fast-check";
import { XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import { readTtml } from "../../server/text/transcript-files/read-ttml";
import { parse, timeline, tokensText, toTtml, toVtt } from "../../transcript";
import { fromVtt } from "../../transcript/read-captions";
import { corpusFolder, corpusPaths, corpusSkipped, corpusText, corpusTitle } from "../support/corpus";
import { formatText } from "./arbitrary";

const about = {
  ...{ title: "A & <b>", language: "en-GB" },
  ...{ licence: "The transcript is under CC BY-SA 4.0.", origin: "Its first text was made by a person." },
};
const written = (text: string) => {
  const transcript = parse(text);
  const time = timeline(transcript, { duration: 3600 });
  return { ttml: toTtml(transcript, time, about), vtt: toVtt(transcript, time) };
};

test("names the speakers, the licence, the language and who made it", () => {
  const { ttml } = written("**Ann & Bo:** \\[00:05\\] Is a < b?\n\n**Cy:** \\[00:09\\] Yes.\n");
  expect(ttml).toContain('xml:lang="en-GB"');
  expect(ttml).toContain("<ttm:title>A &amp; &lt;b&gt;</ttm:title>");
  expect(ttml).toContain(`<ttm:copyright>${about.licence}</ttm:copyright>`);
  expect(ttml).toContain(`<ttm:desc>${about.origin}</ttm:desc>`);
  expect(ttml).toContain(
    '<ttm:agent type="person" xml:id="speaker1"><ttm:name type="full">Ann &amp; Bo</ttm:name></ttm:agent>',
  );
  expect(ttml).toMatch(/<p begin="00:00:05\.500" end="[\d:.]+" ttm:agent="speaker1">Is a &lt; b\?<\/p>/);
});

test("law: whatever the text, it is well-formed XML", () => {
  fc.assert(
    fc.property(formatText, (text) => {
      const { ttml } = written(`**Ann:** ${text} \u0007\u0001 <x>&nbsp;]]>`);
      expect(XMLValidator.validate(ttml)).toBe(true);
      expect(readTtml(ttml)).not.toBeNull();
    }),
  );
});

test.skipIf(corpusSkipped)(
  corpusTitle("read again it has the captions of WebVTT, their words, times and speakers"),
  () => {
    const folder = corpusFolder ?? "";
    for (const path of corpusPaths(folder).slice(0, 6)) {
      const { ttml, vtt } = written(corpusText(folder, path));
      const cues = (all: ReturnType<typeof fromVtt>["cues"]) =>
        all.map(({ start, end, tokens }) => [start, end, tokensText(tokens)]);
      const read = readTtml(ttml);
      expect(read?.problems).toEqual([]);
      expect(cues(read?.cues ?? [])).toEqual(cues(fromVtt(vtt).cues));
      const speakers = (all: ReturnType<typeof fromVtt>["cues"]) =>
        all.filter(({ tokens }) => !tokens[0]?.text.startsWith("[")).map(({ speaker }) => speaker);
      expect(speakers(read?.cues ?? [])).toEqual(speakers(fromVtt(vtt).cues));
    }
  },
);
