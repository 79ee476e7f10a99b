import { Entries, Entry, EntryFacts } from "@/components/ui/entries";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { facts } from "@/lib/facts";
import { askedFor as texts } from "@/lib/texts/en/ownership";
import type { AskedForEpisode } from "@/server/work/shows/list-asked-for";

interface Props {
  readonly episodes: readonly AskedForEpisode[];
  /** Whether each names its show. */
  readonly withShow: boolean;
}

/** Episodes whose transcripts are asked for, by demand. */
export function AskedFor({ episodes, withShow }: Props) {
  if (episodes.length === 0) return null;
  return (
    <Section title={texts.title} id="asked">
      <p>{texts.lead}</p>
      <Entries>
        {episodes.map(({ show, showTitle, slug, title, count }) => (
          <Entry key={`${show}/${slug}`}>
            <p>
              <Link href={`/${show}/${slug}`}>{title}</Link>
            </p>
            <EntryFacts>{facts([withShow && showTitle, texts.count(count)])}</EntryFacts>
          </Entry>
        ))}
      </Entries>
    </Section>
  );
}
