import { basename, extname } from "node:path";
import type { Recogniser } from "@/lib/read-environment";
import type { Database } from "@/server/db";
import { type Fetching, fetchAudio } from "@/server/text/sounds/fetch-audio";
import { readTranscriptFile } from "@/server/text/transcript-files/read-transcript-file";
import { storeTimes } from "@/server/text/transcript-files/store-times";
import { controlCharacters } from "@/transcript";
import { hearByAddress } from "./hear-by-address";
import { hearByCommand } from "./hear-by-command";
import { hintsOf } from "./hints-of";

interface Making {
  readonly episodeId: number;
  readonly recogniser: Recogniser;
  readonly fetching: Fetching;
  readonly signal?: AbortSignal | undefined;
  /** Is told once the audio is there, and before how much of it is, from 0 to 1. */
  readonly fetched?: (share: number) => void;
}

const MOST_DETAIL = 500;

/**
 * Makes the first draft that was asked for: fetches the episode's audio, lets the recogniser write down what is said, and keeps
 * its text with the times of its words and how sure they are. Where that fails, why is kept. A run that was broken off may be
 * repeated; a draft that is made, or no longer wanted, is left alone.
 *
 * @throws the signal's reason, if that ends it
 */
export async function makeDraft(db: Database, making: Making): Promise<void> {
  const { episodeId, recogniser, fetching, signal } = making;
  const episode = await db.episode.findUnique({
    where: { id: episodeId },
    select: {
      audioUrl: true,
      durationSeconds: true,
      show: { select: { language: true } },
      draft: { select: { state: true } },
      documents: { where: { kind: "transcript" }, select: { id: true } },
    },
  });
  if (episode?.draft?.state !== "asked") return;
  const { audioUrl, durationSeconds: duration } = episode;
  const fail = (problem: string, detail: string | null) =>
    db.draft.updateMany({
      where: { episodeId, state: "asked" },
      data: { state: "failed", problem, detail: detail === null ? null : shown(detail) },
    });
  if (episode.documents.length > 0) return void (await fail("has-transcript", null));
  if (audioUrl === null) return void (await fail("no-audio-file", null));
  await fetching.folder.prepare();
  const audio = await fetchAudio(db, audioUrl, {
    ...fetching,
    signal,
    progress: (bytes, total) => making.fetched?.(total ? Math.min(1, bytes / total) : 0),
  });
  if (!audio.ok) return void (await fail(audio.reason, audio.message));
  making.fetched?.(1);
  const began = performance.now();
  const hearing = {
    ...{ audio: audio.path, duration, language: episode.show.language, signal },
    hints: await hintsOf(db, episodeId),
  };
  const heard =
    recogniser.way === "command"
      ? await hearByCommand(recogniser.command, hearing)
      : await hearByAddress(recogniser, hearing);
  signal?.throwIfAborted();
  if (!heard.ok) return void (await fail(heard.problem, heard.detail));
  const read = await readTranscriptFile(heard.bytes, { type: heard.type, name: "draft" });
  if (!read.ok) return void (await fail("no-transcript", read.problem.reason));
  const { text } = read.written;
  if (controlCharacters(text).length > 0) return void (await fail("no-transcript", null));
  const times = storeTimes(read);
  await db.draft.updateMany({
    where: { episodeId, state: "asked" },
    data: {
      state: "made",
      text,
      recogniser: shown(read.maker ?? nameOf(recogniser)),
      ...(times && {
        deltas: times.deltas,
        ends: times.ends ?? null,
        confidences: times.confidences ?? null,
        captions: times.captions ?? null,
      }),
      way: recogniser.way,
      audioSeconds: duration,
      tookSeconds: (performance.now() - began) / 1000,
      madeAt: new Date(),
    },
  });
  // Where there is none, the next try finds the file that is here.
  await fetching.folder.forgetAudio(audioUrl);
}

/** What a program or a service says of itself, as a page and PostgreSQL, which keeps no NUL, can have it. */
const shown = (said: string) => said.slice(0, MOST_DETAIL).replace(/\p{Cc}+/gu, " ");

/** What a recogniser is called where its file does not say. */
const nameOf = (recogniser: Recogniser) =>
  recogniser.way === "address"
    ? recogniser.model
    : basename(recogniser.command[0], extname(recogniser.command[0]));
