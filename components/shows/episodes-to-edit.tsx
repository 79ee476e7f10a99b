import { Entries, Entry, EntryFacts } from "@/components/ui/entries";
import { Link } from "@/components/ui/link";
import page from "@/components/ui/page.module.css";
import { facts } from "@/lib/facts";
import { formatDay } from "@/lib/format-day";
import { editEpisodes as texts } from "@/lib/texts/en/details";
import { drafts } from "@/lib/texts/en/drafts";

interface Props {
  readonly show: string;
  /** Whether the site has a recogniser, which makes first drafts of transcripts. */
  readonly hasRecogniser: boolean;
  readonly episodes: readonly {
    readonly slug: string;
    readonly title: string;
    readonly publishedAt: Date | null;
    readonly hasAudio: boolean;
    readonly hasTranscript: boolean;
    readonly hasNotes: boolean;
  }[];
}

/** Episodes, each with the forms in which it is edited. */
export function EpisodesToEdit({ show, hasRecogniser, episodes }: Props) {
  return (
    <Entries>
      {episodes.map(({ slug, title, publishedAt, hasAudio, hasTranscript, hasNotes }) => {
        const href = `/${show}/${slug}`;
        return (
          <Entry key={slug}>
            <p className={page.links}>
              <Link href={href}>{title}</Link>
            </p>
            <EntryFacts>
              {facts([
                publishedAt && formatDay(publishedAt),
                !hasAudio && texts.noAudio,
                !hasTranscript && texts.noTranscript,
              ])}
            </EntryFacts>
            <p className={page.links}>
              <Link href={`${href}/details`}>{texts.details}</Link>
              <Link href={`${href}/chapters`}>{texts.chapters}</Link>
              <Link href={`${href}/bring`}>{hasTranscript ? texts.replace : texts.bring}</Link>
              {hasAudio && !hasTranscript && hasRecogniser ? (
                <Link href={`${href}/draft`}>{drafts.make}</Link>
              ) : null}
              <Link href={`${href}/notes/edit`}>{hasNotes ? texts.notes : texts.beginNotes}</Link>
            </p>
          </Entry>
        );
      })}
    </Entries>
  );
}
