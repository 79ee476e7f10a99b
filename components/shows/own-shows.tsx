import { Entries, Entry, EntryFacts } from "@/components/ui/entries";
import { Link } from "@/components/ui/link";
import page from "@/components/ui/page.module.css";
import { Section } from "@/components/ui/section";
import { facts } from "@/lib/facts";
import { ownShows as texts } from "@/lib/texts/en/ownership";
import type { OwnShow } from "@/server/work/shows/list-own-shows";

/** The shows that somebody runs, with what waits for them there. Nothing where they run none. */
export function OwnShows({ shows }: { readonly shows: readonly OwnShow[] }) {
  if (shows.length === 0) return null;
  return (
    <Section title={texts.title} id="shows">
      <Entries>
        {shows.map(({ slug, title, role, contributions, reports, claims, asked, drafts, firsts }) => (
          <Entry
            key={slug}
            actions={
              <span className={page.links}>
                <Link href={`/review?show=${slug}`} aria-label={texts.reviewOf(title)}>
                  {texts.review}
                </Link>
                <Link href={`/${slug}/settings`} aria-label={texts.settingsOf(title)}>
                  {texts.settings}
                </Link>
              </span>
            }
          >
            <p>
              <Link href={`/${slug}`}>{title}</Link>
            </p>
            <EntryFacts>
              {facts([
                texts.roles[role],
                contributions > 0 && texts.contributions(contributions),
                reports > 0 && texts.reports(reports),
                claims > 0 && texts.claims(claims),
                contributions + reports + claims + asked + drafts + firsts === 0 && texts.nothing,
              ])}
              {firsts > 0 ? (
                <>
                  {" · "}
                  <Link href={`/${slug}/settings/episodes`}>{texts.firsts(firsts)}</Link>
                </>
              ) : null}
              {drafts > 0 ? (
                <>
                  {" · "}
                  <Link href={`/${slug}/settings/episodes`}>{texts.drafts(drafts)}</Link>
                </>
              ) : null}
              {asked > 0 ? (
                <>
                  {" · "}
                  <Link href={`/gaps?show=${slug}#asked`}>{texts.asked(asked)}</Link>
                </>
              ) : null}
            </EntryFacts>
          </Entry>
        ))}
      </Entries>
    </Section>
  );
}
