import { cache } from "react";
import { db } from "@/server/db";
import { contentsOf } from "@/server/text/episodes/contents-of";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { findEpisodeFacts } from "@/server/text/episodes/find-episode-facts";
import { findPlayable } from "@/server/text/episodes/find-playable";
import { listSourceFiles } from "@/server/text/episodes/list-source-files";
import { readNotes } from "@/server/text/episodes/read-notes";
import { readTranscript } from "@/server/text/episodes/read-transcript";
import { readInSnapshot } from "@/server/text/pages/read-in-snapshot";
import { askForWaveform } from "@/server/text/waveforms/ask-for-waveform";
import { readEpisodeClaims } from "@/server/work/claims/read-episode-claims";
import { listContributors } from "@/server/work/contributions/list-contributors";

/**
 * Reads what an episode's page shows in one snapshot, and the state that the page is kept under. Metadata and page
 * share one read for each request.
 *
 * @returns `read` is null where there is no such episode
 */
export const readEpisodePage = cache(async (show: string, slug: string) => {
  const page = await readInSnapshot(db(), { of: "episode", show, slug }, async (reader) => {
    const episode = await findEpisode(reader, { show, slug });
    if (!episode) return null;
    const { id: episodeId, claimsVersion, duration, transcript: head } = episode;
    const transcript =
      head &&
      (await readTranscript(reader, {
        ...{ documentId: head.id, revision: head.revision, path: head.path, duration },
      }));
    const ownNotes = episode.notes && (await readNotes(reader, episode.notes));
    const said = await findEpisodeFacts(reader, { show, slug });
    const contributors = await listContributors(reader, { show, slug });
    const chapters = said?.chapters ?? [];
    const claims = transcript
      ? await readEpisodeClaims(reader, { episodeId, claimsVersion, revision: transcript.revision })
      : [];
    const playable = transcript && (await findPlayable(reader, { episode, transcript, chapters }));
    const sources = head ? await listSourceFiles(reader, episodeId) : [];
    const contents = transcript ? contentsOf(transcript, chapters, duration) : [];
    return {
      episode,
      transcript,
      notes: ownNotes ?? said?.notes,
      said,
      contributors,
      claims,
      playable,
      contents,
      sources,
    };
  });
  const { audio, waveform } = page.read?.playable ?? {};
  // A snapshot is read-only, so ask for the waveform afterwards.
  if (audio && waveform === null) await askForWaveform(db(), audio.url);
  return page;
});
