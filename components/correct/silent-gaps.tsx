import { Entries, Entry, EntryFacts } from "@/components/ui/entries";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { facts } from "@/lib/facts";
import { paragraphId } from "@/lib/page-contract";
import { silentGaps as texts } from "@/lib/texts/en/correct";
import { common } from "@/lib/texts/en/ui";
import type { SilentEpisode } from "@/server/work/contributions/list-silent-gaps";

interface Props {
  /** The show's slug, where only its gaps are shown. */
  readonly show?: string | undefined;
  /** How many gaps there are in all. */
  readonly count: number;
  readonly episodes: readonly SilentEpisode[];
}

/** Gaps that nobody can hear here, because their audio is not linked: their episodes, to be read. */
export function SilentGaps({ show, count, episodes }: Props) {
  if (count === 0) return null;
  return (
    <Section title={texts.title(count)} id="silent">
      <p>{texts.lead}</p>
      <Entries>
        {episodes.map((episode) => (
          <Entry key={`${episode.show}/${episode.slug}`}>
            <p>
              <Link href={`/${episode.show}/${episode.slug}#${paragraphId(episode.segment)}`}>
                {episode.title}
              </Link>
            </p>
            <EntryFacts>{facts([!show && episode.showTitle, common.gaps(episode.gaps)])}</EntryFacts>
          </Entry>
        ))}
      </Entries>
      <p>
        {texts.owner} {show ? <Link href={`/${show}/settings/feed`}>{texts.settings}</Link> : null}
      </p>
    </Section>
  );
}
