import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { PlayHere } from "@/components/player/play-here";
import { PlayerPlace } from "@/components/player/player-place";
import { TellEpisode } from "@/components/player/tell-episode";
import { TranscriptPlace } from "@/components/transcript/transcript-place";
import { MadeOf } from "@/components/ui/made-of";
import { embedPage as texts } from "@/lib/texts/en/shows";
import { db } from "@/server/db";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { findEpisodeFacts } from "@/server/text/episodes/find-episode-facts";
import { findPlayable } from "@/server/text/episodes/find-playable";
import { readTranscript } from "@/server/text/episodes/read-transcript";
import { readInSnapshot } from "@/server/text/pages/read-in-snapshot";
import { askForWaveform } from "@/server/text/waveforms/ask-for-waveform";
import styles from "./embed.module.css";
import { embedText } from "./embed-text";

const read = cache(async (show: string, slug: string) => {
  const page = await readInSnapshot(db(), { of: "episode", show, slug }, async (reader) => {
    const episode = await findEpisode(reader, { show, slug });
    if (!episode) return null;
    const { transcript: head, duration } = episode;
    const transcript =
      head &&
      (await readTranscript(reader, {
        ...{ documentId: head.id, revision: head.revision, path: head.path, duration },
      }));
    const chapters = (await findEpisodeFacts(reader, { show, slug }))?.chapters ?? [];
    const playable = transcript && (await findPlayable(reader, { episode, transcript, chapters }));
    return { episode, transcript, playable };
  });
  const { audio, waveform } = page.read?.playable ?? {};
  if (audio && waveform === null) await askForWaveform(db(), audio.url);
  return page;
});

export async function generateMetadata({ params }: PageProps<"/embed/[show]/[slug]">): Promise<Metadata> {
  const { show, slug } = await params;
  const { episode } = (await read(show, slug)).read ?? notFound();
  return {
    title: `${episode.title} · ${episode.show.title}`,
    alternates: { canonical: `/${show}/${slug}` },
    // Search engines should find the episode's own page.
    robots: { index: false, follow: true },
  };
}

/** An episode in a frame of another site's page: title, text, and the player at the foot. */
export default async function EmbedPage({ params }: PageProps<"/embed/[show]/[slug]">) {
  const { show, slug } = await params;
  const page = await read(show, slug);
  const { episode, transcript, playable } = page.read ?? notFound();
  return (
    <article className={styles.embed} data-embed>
      <MadeOf state={page.state} />
      <header className={styles.header}>
        <h1 className={styles.title}>
          <a href={`/${show}/${slug}`} target="_blank" rel="noopener">
            {episode.title}
          </a>
        </h1>
        <p className={styles.show}>{texts.show(episode.show.title)}</p>
      </header>
      {transcript && playable ? (
        <>
          <TellEpisode episode={playable} />
          <TranscriptPlace
            name={embedText(`/embed/${show}/${slug}`, transcript).name}
            language={episode.show.language}
            hasAudio={episode.audio !== null}
          />
          <PlayHere episode={playable} />
          <PlayerPlace />
        </>
      ) : (
        <p>{texts.noTranscript}</p>
      )}
      {episode.audio ? (
        <noscript>
          {/* biome-ignore lint/a11y/useMediaCaption: the transcript is the caption */}
          <audio className={styles.plain} controls src={episode.audio.url} preload="none" />
        </noscript>
      ) : null}
    </article>
  );
}
