import type { Reader } from "@/server/db";
import { findWaveform } from "@/server/text/waveforms/find-waveform";
import type { EpisodeDetails } from "./find-episode";
import type { EpisodeChapter } from "./find-episode-facts";
import type { ReadableTranscript, TranscriptMark } from "./read-transcript";
import { wordStartsUrl } from "./word-starts-url";

/** An episode as the player receives it. */
export interface Playable {
  readonly href: string;
  readonly title: string;
  readonly show: string;
  readonly audio: EpisodeDetails["audio"];
  readonly duration: number | null;
  readonly wordStartsUrl: string;
  readonly marks: readonly (TranscriptMark | { kind: "chapter"; start: number; name: string })[];
  /** As `findWaveform` returns it. */
  readonly waveform: string | null;
}

interface Parts {
  readonly episode: EpisodeDetails;
  readonly transcript: ReadableTranscript;
  readonly chapters: readonly EpisodeChapter[];
}

/** Collects what the player needs for an episode with a transcript. */
export async function findPlayable(db: Reader, { episode, transcript, chapters }: Parts): Promise<Playable> {
  const { show, slug, title, audio, duration } = episode;
  return {
    href: `/${show.slug}/${slug}`,
    title,
    show: show.title,
    audio,
    duration,
    wordStartsUrl: wordStartsUrl(episode, transcript.revision),
    marks: [
      ...transcript.marks,
      ...chapters.map(({ start, title: name }) => ({ kind: "chapter" as const, start, name })),
    ],
    waveform: audio && (await findWaveform(db, audio.url)),
  };
}
