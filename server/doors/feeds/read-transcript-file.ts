import { z } from "zod";
import { type Cue, cuesToTranscript, fromSrt, fromVtt } from "@/transcript";
import type { FeedTranscript } from "./feed";

/** A transcript in our format, or why there is none. */
export type ReadTranscriptFile =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string };

// JSON of podcast:transcript: a segment may be a sentence or a word, and may name its speaker only where that
// changes.
const transcriptFile = z.object({
  segments: z.array(
    z.object({
      startTime: z.number().nonnegative().finite(),
      endTime: z.number().finite().nullish(),
      speaker: z.string().nullish(),
      body: z.string().nullish(),
    }),
  ),
});

/** Reads a file of podcast:transcript: WebVTT, SRT or the Podcast Namespace's JSON. Never throws. */
export function readTranscriptFile(bytes: Uint8Array, type: FeedTranscript["type"]): ReadTranscriptFile {
  let source: string;
  try {
    source = new TextDecoder("utf-8", { fatal: true }).decode(bytes).replaceAll("\0", "");
  } catch {
    return { ok: false, message: "the transcript is not UTF-8" };
  }
  if (/^\s*<(?:!doctype\s+html|html)\b/i.test(source))
    return { ok: false, message: "the transcript is a web page (HTML)" };
  const cues = type === "json" ? fromJson(source) : (type === "vtt" ? fromVtt(source) : fromSrt(source)).cues;
  if (cues === null)
    return { ok: false, message: "the transcript's JSON does not follow podcast:transcript" };
  const text = cuesToTranscript(cues);
  return text === "" ? { ok: false, message: "the transcript has no words with times" } : { ok: true, text };
}

function fromJson(source: string): Cue[] | null {
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch {
    return null;
  }
  const parsed = transcriptFile.safeParse(json);
  if (!parsed.success) return null;
  return parsed.data.segments.map(({ startTime, endTime, speaker, body }) => ({
    start: startTime,
    end: Math.max(startTime, endTime ?? startTime),
    speaker: speaker?.replaceAll("\0", "").trim() || null,
    text: (body ?? "").replaceAll("\0", ""),
  }));
}
