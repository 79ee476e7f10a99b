import {
  packCaptions,
  packConfidences,
  packEnds,
  packStarts,
  type StoredTimes,
  unpackStarts,
} from "@/server/text/documents/pack-starts";
import { timesInFile } from "@/transcript";
import type { ReadTranscriptFile } from "./read-transcript-file";

/** The times of a file as they are stored with the revision that is made of it; none where the file has none. */
export function storeTimes({
  cues,
  written,
}: Pick<Extract<ReadTranscriptFile, { ok: true }>, "cues" | "written">): StoredTimes | undefined {
  const times = timesInFile(cues, written);
  if (!times) return undefined;
  const deltas = packStarts(times.starts);
  return {
    source: "file",
    deltas,
    ends: packEnds(times.ends, unpackStarts(deltas)),
    confidences: packConfidences(times.confidences),
    captions: packCaptions(written.captions),
  };
}
