import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { PlayerPlace, TellEpisode } from "@/components/player/page-places";
import { PlayHere } from "@/components/player/play-here";
import { Transcript } from "@/components/transcript/transcript";
import { db } from "@/server/db";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { findEpisodeFacts } from "@/server/text/episodes/find-episode-facts";
import { findPlayable } from "@/server/text/episodes/find-playable";
import { readTranscript } from "@/server/text/episodes/read-transcript";
import styles from "./embed.module.css";
import { embedText } from "./embed-text";

const find = cache((show: string, slug: string) => findEpisode(db(), { show, slug }));

export async function generateMetadata({ params }: PageProps<"/embed/[show]/[slug]">): Promise<Metadata> {
  const { show, slug } = await params;
  const episode = await find(show, slug);
  if (!episode) notFound();
  return {
    title: `${episode.title} · ${episode.show.title}`,
    alternates: { canonical: `/${show}/${slug}` },
    // The episode's own page is what should be found.
    robots: { index: false, follow: true },
  };
}

/** An episode in a frame of another site's page: its name, the words, and the player at the foot. */
export default async function EmbedPage({ params }: PageProps<"/embed/[show]/[slug]">) {
  const { show, slug } = await params;
  const episode = await find(show, slug);
  if (!episode) notFound();
  const { transcript: head, duration } = episode;
  const [transcript, said] = await Promise.all([
    head && readTranscript(db(), { documentId: head.id, revision: head.revision, path: head.path, duration }),
    findEpisodeFacts(db(), { show, slug }),
  ]);
  const chapters = said?.chapters ?? [];
  const playable = transcript && (await findPlayable(db(), { episode, transcript, chapters }));
  return (
    <article className={styles.embed} data-embed>
      <header className={styles.header}>
        <h1 className={styles.title}>
          <a href={`/${show}/${slug}`} target="_blank" rel="noopener">
            {episode.title}
          </a>
        </h1>
        <p className={styles.show}>{episode.show.title} · On Record</p>
      </header>
      {transcript && playable ? (
        <>
          <TellEpisode episode={playable} />
          <Transcript
            name={embedText(`/embed/${show}/${slug}`, transcript).name}
            language={episode.show.language}
          />
          <PlayHere episode={playable} />
          <PlayerPlace />
        </>
      ) : (
        <p>There is no transcript of this episode yet.</p>
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
