import { parseText } from "media-captions";
import webvtt from "node-webvtt";
import SrtParser from "srt-parser-2";
import { parseSync } from "subtitle";
import { convertFile, TranscriptFormat } from "transcriptator";
import webvttParser from "webvtt-parser";
import { type Timeline, type Transcript, toHtml, toJson, toSrt, toVtt } from "../../transcript";
import { fromSrt, fromVtt } from "../../transcript/read-captions";

const PAGE = { title: "An episode", language: "en" };

/**
 * Has programs by others read every file of an episode: the W3C's parser of WebVTT, node-webvtt in its strict way,
 * media-captions, subtitle, srt-parser-2, and transcriptator, which podcast apps use.
 *
 * @returns what they complain of or read differently; empty where there is nothing
 */
export async function readByOthers(transcript: Transcript, time: Timeline): Promise<string[]> {
  const wrong: string[] = [];
  const expect = (what: string, isRight: boolean) => {
    if (!isRight) wrong.push(what);
  };
  const ms = (seconds: number | null) => Math.round((seconds ?? -1) * 1000);
  const origin = { origin: "recogniser", recogniser: "Whisper --> <b>" } as const;
  const vtt = toVtt(transcript, time, { origin });
  const ours = fromVtt(vtt).cues.map(({ start, end }) => `${ms(start)} ${ms(end)}`);
  const parser = new webvttParser.WebVTTParser();
  const files = {
    WebVTT: vtt,
    "WebVTT by words": toVtt(transcript, time, { words: true }),
    "WebVTT of long lines": toVtt(transcript, time, { line: 65 }),
  };
  for (const [name, file] of Object.entries(files)) {
    const { errors } = parser.parse(file);
    expect(`webvtt-parser, ${name}: ${JSON.stringify(errors[0])}`, errors.length === 0);
    try {
      expect(`node-webvtt, ${name}: not valid`, webvtt.parse(file, { strict: true }).valid);
    } catch (error) {
      wrong.push(`node-webvtt, ${name}: ${error}`);
    }
    const media = await parseText(file, { type: "vtt" });
    expect(`media-captions, ${name}: ${media.errors[0]?.message}`, media.errors.length === 0);
  }
  const theirs = parser.parse(vtt).cues.map(({ startTime, endTime }) => `${ms(startTime)} ${ms(endTime)}`);
  expect("webvtt-parser reads other times", theirs.join() === ours.join());
  expect(
    "node-webvtt reads another number of cues",
    webvtt.parse(vtt, { strict: true }).cues.length === ours.length,
  );
  expect("transcriptator reads no WebVTT", convertFile(vtt, TranscriptFormat.VTT).length > 0);

  const srt = toSrt(transcript, time);
  const count = fromSrt(srt).cues.length;
  const media = await parseText(srt, { type: "srt" });
  expect(`media-captions, SubRip: ${media.errors[0]?.message}`, media.errors.length === 0);
  expect("subtitle reads fewer cues", parseSync(srt).filter(({ type }) => type === "cue").length >= count);
  expect("srt-parser-2 reads fewer cues", new SrtParser().fromSrt(srt).length >= count);
  expect("transcriptator reads no SubRip", convertFile(srt, TranscriptFormat.SRT).length > 0);

  // The format is found by the content, as podcast apps do.
  expect("transcriptator reads no HTML", convertFile(toHtml(transcript, time, PAGE)).length > 0);
  expect("transcriptator reads no JSON", convertFile(JSON.stringify(toJson(transcript, time))).length > 0);
  const words = JSON.stringify(toJson(transcript, time, { words: true }));
  expect("transcriptator reads no JSON by words", convertFile(words).length > 0);
  return wrong;
}
