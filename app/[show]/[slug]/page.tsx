import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { OpenClaims } from "@/components/claims/open-claims";
import { ContributorList } from "@/components/contribution/contributor-list";
import { CorrectHere } from "@/components/correct/correct-here";
import { PlayHere } from "@/components/player/play-here";
import { PlayInstead } from "@/components/player/play-instead";
import { PlayerPlace } from "@/components/player/player-place";
import { TellEpisode } from "@/components/player/tell-episode";
import { Contents } from "@/components/reading/contents";
import { ReaderBar } from "@/components/reading/reader-bar";
import { EmbedCode } from "@/components/sharing/embed-code";
import { LinkedDataScript } from "@/components/sharing/linked-data-script";
import { AskForTranscript } from "@/components/shows/ask-for-transcript";
import { FeedFacts } from "@/components/shows/feed-facts";
import { TranscriptPlace } from "@/components/transcript/transcript-place";
import { Link } from "@/components/ui/link";
import { MadeOf } from "@/components/ui/made-of";
import page from "@/components/ui/page.module.css";
import { facts } from "@/lib/facts";
import { formatDay } from "@/lib/format-day";
import { readEnvironment } from "@/lib/read-environment";
import { speakerNames } from "@/lib/texts/en/correct";
import { sourceFiles, episodePage as texts } from "@/lib/texts/en/shows";
import { common } from "@/lib/texts/en/ui";
import { formatClock } from "@/lib/time";
import { TRANSCRIPT_FORMATS } from "@/lib/transcript-formats";
import { asScript, describeEpisode } from "@/server/doors/sharing/describe-episode";
import { embedAddress } from "@/server/doors/sharing/embed-address";
import { EMBED_SIZE, embedCode } from "@/server/doors/sharing/embed-code";
import type { EpisodeDetails } from "@/server/text/episodes/find-episode";
import type { SourceFile } from "@/server/text/episodes/list-source-files";
import { unnamedSpeakers } from "@/server/text/episodes/unnamed-speakers";
import { agreeWith, openGap, sendGap } from "../../gaps/actions";
import { sendTranscriptRequest } from "./ask-for-transcript";
import { listMine, openParagraph, sendParagraph } from "./correct/actions";
import styles from "./episode.module.css";
import { episodeText } from "./episode-text";
import { readEpisodePage } from "./read-episode-page";
import { addNoteToReport, sendReport, takeReportBack } from "./report/actions";

/** So many labels are named in the line that offers to name their speakers. */
const MOST_LABELS = 4;

export async function generateMetadata({ params }: PageProps<"/[show]/[slug]">): Promise<Metadata> {
  const { show, slug } = await params;
  const { read } = await readEpisodePage(show, slug);
  if (!read) notFound();
  const { episode } = read;
  return {
    title: `${episode.title} · ${episode.show.title}`,
    description: episode.description ?? texts.description(episode.title, episode.show.title),
    alternates: {
      canonical: `/${show}/${slug}`,
      types: {
        "application/json+oembed": [
          {
            url: `/api/oembed?url=${encodeURIComponent(`${readEnvironment().siteUrl}/${show}/${slug}`)}`,
            title: episode.title,
          },
        ],
      },
    },
    openGraph: {
      type: "article",
      siteName: common.site,
      title: episode.title,
      url: `/${show}/${slug}`,
      ...(episode.description ? { description: episode.description } : {}),
      ...(episode.audio ? { audio: episode.audio.url } : {}),
    },
    twitter: { card: "summary_large_image" },
  };
}

export default async function EpisodePage({ params }: PageProps<"/[show]/[slug]">) {
  const { show, slug } = await params;
  const { read, state } = await readEpisodePage(show, slug);
  if (!read) notFound();
  const { episode, transcript, notes, said, contributors, claims, playable, contents, sources } = read;
  const { transcript: head, duration } = episode;
  const href = `/${show}/${slug}`;
  const text = transcript && episodeText({ href, transcript, claims });
  const unnamed = transcript ? unnamedSpeakers(transcript) : [];
  return (
    <article className={page.page}>
      <MadeOf state={state} />
      <header className={styles.header}>
        <p className={page.over}>
          <Link href={`/${show}`}>{episode.show.title}</Link>
        </p>
        <h1 className={page.title}>{episode.title}</h1>
        {episode.description ? <p className={page.lead}>{episode.description}</p> : null}
        <p className={page.facts}>
          {facts([
            episode.publishedAt && formatDay(episode.publishedAt),
            duration && formatClock(duration),
            head && common.words(head.words),
            head && texts.gapsLeft(head.gaps),
            !head && texts.noText,
          ])}
        </p>
        {said ? <FeedFacts facts={said} /> : null}
        {episode.people.length > 0 && !said?.people.length ? (
          <p className={page.facts}>{texts.people(episode.people)}</p>
        ) : null}
        {unnamed.length > 0 ? (
          <p className={page.facts}>
            {speakerNames.offer(
              unnamed.slice(0, MOST_LABELS).map(({ label }) => label),
              unnamed.length - MOST_LABELS,
            )}{" "}
            <a href={`${href}/speakers`} rel="nofollow">
              {speakerNames.title}
            </a>
          </p>
        ) : null}
        {playable ? (
          <>
            <TellEpisode episode={playable} />
            {playable.audio ? <PlayInstead href={href} /> : null}
          </>
        ) : null}
        {episode.audio ? (
          <noscript>
            {/* biome-ignore lint/a11y/useMediaCaption: the transcript below is the caption */}
            <audio className={styles.plain} controls src={episode.audio.url} preload="none" />
          </noscript>
        ) : (
          <p className={page.facts}>{texts.noAudio}</p>
        )}
      </header>
      {transcript && text ? (
        <>
          <ReaderBar
            episode={{ href, title: episode.title, show: episode.show.title, slugs: { show, slug } }}
            report={{ send: sendReport, addNote: addNoteToReport, withdraw: takeReportBack }}
            gaps={head?.gaps ?? 0}
          >
            {contents.length > 1 ? <Contents entries={contents} /> : null}
          </ReaderBar>
          <TranscriptPlace
            name={text.name}
            language={episode.show.language}
            hasAudio={episode.audio !== null}
          />
          {claims.length > 0 ? <OpenClaims /> : null}
          <p className={`${styles.notes} ${page.links}`}>
            <Link href={`${href}/claim`}>{texts.claim}</Link>
            <a href={`${href}/report`} rel="nofollow">
              {texts.report}
            </a>
          </p>
          <CorrectHere
            documentId={transcript.documentId}
            revision={transcript.revision}
            href={href}
            hasAudio={episode.audio !== null}
            gaps={{ open: openGap, send: sendGap, agree: agreeWith }}
            paragraphs={{ open: openParagraph, send: sendParagraph }}
            listMine={listMine}
          />
        </>
      ) : (
        <div className={styles.header}>
          <p>
            {texts.noTranscript}{" "}
            <a href={`${href}/bring`} rel="nofollow">
              {texts.bringTranscript}
            </a>
          </p>
          <AskForTranscript show={show} slug={slug} send={sendTranscriptRequest} />
        </div>
      )}
      {notes ? (
        <section className={styles.notes} aria-labelledby="notes">
          <h2 className={page.subtitle} id="notes">
            {texts.notes}
          </h2>
          {/* biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised by server/text/episodes/render-segment */}
          <div dangerouslySetInnerHTML={{ __html: notes }} />
        </section>
      ) : null}
      {contributors.length > 0 ? (
        <div className={styles.notes}>
          <ContributorList contributors={contributors} />
        </div>
      ) : null}
      {head ? (
        <Formats
          base={href}
          licence={episode.show.licence}
          origin={episode.transcript}
          sources={sources}
          code={embedCodeOf(episode)}
          hasNotes={episode.notes !== null}
        />
      ) : null}
      {playable ? (
        <>
          <PlayHere episode={playable} />
          <PlayerPlace />
        </>
      ) : null}
      <LinkedDataScript json={asScript(describeEpisode(episode, readEnvironment().siteUrl))} />
    </article>
  );
}

function embedCodeOf({ title, slug, show }: EpisodeDetails): string {
  const path = embedAddress({ show: show.slug, slug, moment: undefined });
  return embedCode({
    src: `${readEnvironment().siteUrl}${path}`,
    title: `${title} · ${show.title}`,
    ...EMBED_SIZE,
  });
}

interface FormatsProps {
  readonly base: string;
  readonly licence: string | null;
  readonly origin: EpisodeDetails["transcript"];
  /** The files that it was chosen from, the one it was made of first. */
  readonly sources: readonly SourceFile[];
  /** The HTML that embeds the player in another site's page. */
  readonly code: string;
  readonly hasNotes: boolean;
}

/** Who or what made a transcript's first text. */
function originText(origin: FormatsProps["origin"]): string {
  if (origin?.recogniser) return texts.byRecogniser(origin.recogniser);
  return origin?.origin === "person" ? texts.byPerson : texts.byUnknown;
}

/** What a transcript was made of, and which files were not chosen. */
function sourcesText(sources: readonly SourceFile[]): string {
  const taken = sources.find((source) => source.taken);
  const kinds = sources
    .filter((source) => source !== taken)
    .map(({ kind, language }) =>
      [sourceFiles.kind(kind), language && `(${language})`].filter(Boolean).join(" "),
    );
  return [
    taken && sourceFiles.madeOf(sourceFiles.kind(taken.kind), taken.host),
    kinds.length > 0 && sourceFiles.others(kinds),
  ]
    .filter(Boolean)
    .join(" ");
}

function Formats({ base, licence, origin, sources, code, hasNotes }: FormatsProps) {
  return (
    <section className={`${styles.notes} ${styles.take}`} aria-labelledby="formats">
      <h2 className={page.subtitle} id="formats">
        {texts.formats}
      </h2>
      <p className={styles.formats}>
        {Object.entries(TRANSCRIPT_FORMATS).map(([ending, { name }]) => (
          <a key={ending} href={`${base}.${ending}`}>
            {name}
          </a>
        ))}
        <a href={`${base}/history`}>{texts.history}</a>
      </p>
      <p className={`${page.facts} ${styles.licence}`}>
        {licence ? texts.licence(licence) : texts.noLicence} {originText(origin)}{" "}
        {origin?.checked ? texts.checked(origin.checked.by, formatDay(origin.checked.at)) : null}
      </p>
      {sources.length > 0 ? (
        <p className={page.facts}>
          {sourcesText(sources)}{" "}
          <a href={`${base}/sources`} rel="nofollow">
            {sourceFiles.title}
          </a>
        </p>
      ) : null}
      <p className={page.facts}>
        <a href={`${base}/edit`}>{texts.edit}</a>
        {" · "}
        <a href={`${base}/bring`} rel="nofollow">
          {texts.replaceTranscript}
        </a>
        {" · "}
        <a href={`${base}/alignment`}>{texts.wordTimes}</a>
        {hasNotes ? (
          <>
            {" · "}
            <a href={`${base}/notes/edit`}>{texts.editNotes}</a>
          </>
        ) : null}
      </p>
      <EmbedCode code={code} />
    </section>
  );
}
