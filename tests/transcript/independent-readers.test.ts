import { parseText } from "media-captions";
import webvtt from "node-webvtt";
import SrtParser from "srt-parser-2";
import { parseSync } from "subtitle";
import { convertFile, TranscriptFormat } from "transcriptator";
import { describe, expect, test } from "vitest";
import { WebVTTParser } from "webvtt-parser";
import {
  fromSrt,
  fromVtt,
  parse,
  type Timeline,
  type Transcript,
  timeline,
  toHtml,
  toJson,
  toSrt,
  toVtt,
} from "../../transcript";
import { corpusFolder, corpusPaths, corpusSkipped, corpusText, corpusTitle } from "../support/corpus";

// Programs by others read what we write, without an error and with the same times.

const page = { title: "An episode", language: "en" };

const made = parse(
  "**Ann & <Bob>:** \\[00:05\\] Is a --> b, or R&D < 3? \\[laughs\\] Yes.\n\n**Break:** \\[00:12\\]\n\n" +
    `**Cy:** \\[00:20\\] ${"so we asked \\[unintelligible 00:00:21.00\\] twice, and then again. ".repeat(9)}\n\n` +
    "**Ann & <Bob>:** \\[01:10\\] End.\n",
);

function episodes(): { name: string; transcript: Transcript }[] {
  const folder = corpusFolder;
  const real = folder
    ? corpusPaths(folder)
        // To read one with eight programs takes half a second.
        .filter((_, i) => i % 4 === 0)
        .map((path) => ({ name: path, transcript: parse(corpusText(folder, path)) }))
    : [];
  return [{ name: "made", transcript: made }, ...real];
}

/** Reads every file of an episode with every reader. */
async function readAll(transcript: Transcript, time: Timeline): Promise<void> {
  const vtt = toVtt(transcript, time);
  const ms = (seconds: number | null) => Math.round((seconds ?? -1) * 1000);
  const ours = fromVtt(vtt).cues.map(({ start, end }) => [ms(start), ms(end)]);
  const parser = new WebVTTParser();
  for (const file of [vtt, toVtt(transcript, time, { words: true }), toVtt(transcript, time, { line: 65 })]) {
    expect(parser.parse(file).errors).toEqual([]);
    expect(webvtt.parse(file, { strict: true }).valid).toBe(true);
    expect((await parseText(file, { type: "vtt" })).errors).toEqual([]);
  }
  expect(parser.parse(vtt).cues.map(({ startTime, endTime }) => [ms(startTime), ms(endTime)])).toEqual(ours);
  expect(webvtt.parse(vtt, { strict: true }).cues).toHaveLength(ours.length);
  expect(convertFile(vtt, TranscriptFormat.VTT).length).toBeGreaterThan(0);

  const srt = toSrt(transcript, time);
  const count = fromSrt(srt).cues.length;
  expect((await parseText(srt, { type: "srt" })).errors).toEqual([]);
  expect(parseSync(srt).filter(({ type }) => type === "cue").length).toBeGreaterThanOrEqual(count);
  expect(new SrtParser().fromSrt(srt).length).toBeGreaterThanOrEqual(count);
  expect(convertFile(srt, TranscriptFormat.SRT).length).toBeGreaterThan(0);

  // Podcast apps: the format is found by the content.
  expect(convertFile(toHtml(transcript, time, page)).length).toBeGreaterThan(0);
  expect(convertFile(JSON.stringify(toJson(transcript, time))).length).toBeGreaterThan(0);
  expect(convertFile(JSON.stringify(toJson(transcript, time, { words: true }))).length).toBeGreaterThan(0);
}

describe("readers by others", () => {
  test("take everything that a transcript can hold", async () => {
    await readAll(made, timeline(made, { duration: 90 }));
    const origin = { origin: "recogniser", recogniser: "Whisper --> <b>" } as const;
    const noted = toVtt(made, timeline(made, { duration: 90 }), { origin });
    expect(new WebVTTParser().parse(noted).errors).toEqual([]);
    expect(webvtt.parse(noted, { strict: true }).valid).toBe(true);
    expect((await parseText(noted, { type: "vtt" })).errors).toEqual([]);
    expect(convertFile(noted, TranscriptFormat.VTT).length).toBeGreaterThan(0);
    const html = convertFile(toHtml(made, timeline(made, { duration: 90 }), page), TranscriptFormat.HTML);
    expect(html.map(({ speaker, startTime }) => [speaker, startTime]).slice(0, 1)).toEqual([
      ["Ann &amp; &lt;Bob&gt;", 5],
    ]);
  });

  test.skipIf(corpusSkipped)(
    corpusTitle("take every fourth real episode"),
    async () => {
      for (const { name, transcript } of episodes()) {
        await readAll(transcript, timeline(transcript, { duration: null })).catch((error: Error) => {
          throw new Error(`${name}: ${error.message}`, { cause: error });
        });
      }
    },
    170_000,
  );
});
