import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ProblemList } from "@/components/shows/problem-list";
import { Empty } from "@/components/ui/empty";
import { Entries, Entry, EntryFacts } from "@/components/ui/entries";
import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import page from "@/components/ui/page.module.css";
import { PageHeading } from "@/components/ui/page-heading";
import { Section } from "@/components/ui/section";
import { facts } from "@/lib/facts";
import { formatDay } from "@/lib/format-day";
import { sourceFiles as texts } from "@/lib/texts/en/shows";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { listImportProblems } from "@/server/work/shows/list-import-problems";
import { readSources } from "@/server/work/shows/read-sources";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: texts.title, robots: { index: false } };

/** What an episode's transcript was made of, and for its maintainers what could not be read of it. */
export default async function SourcesPage({ params }: PageProps<"/[show]/[slug]/sources">) {
  const { show, slug } = await params;
  const personId = (await currentPerson())?.id ?? null;
  const [sources, { total, problems }] = await Promise.all([
    readSources(db(), { show, slug, personId }),
    listImportProblems(db(), { show, slug, personId }),
  ]);
  if (!sources) notFound();
  const href = `/${show}/${slug}`;
  return (
    <Page narrow>
      <PageHeading over={<Link href={href}>{sources.title}</Link>} title={texts.title} />
      {sources.files.length === 0 ? <Empty>{texts.none}</Empty> : null}
      <Entries>
        {sources.files.map((file) => (
          <Entry key={file.id}>
            <p>
              <strong>{texts.kind(file.kind)}</strong> {texts.from(file.host)}{" "}
              {file.taken ? texts.taken : texts.notTaken}
            </p>
            <EntryFacts>
              {facts([
                texts.grains[file.grain],
                file.language,
                file.recogniser && texts.recogniser(file.recogniser),
                texts.bytes(file.bytes),
                texts.fetched(formatDay(file.fetchedAt)),
              ])}
            </EntryFacts>
            {file.own ? (
              <p className={page.links}>
                {file.own.isKept ? (
                  <a href={`${href}/sources/${file.id}`} download>
                    {texts.download}
                  </a>
                ) : (
                  <span>{texts.notKept}</span>
                )}
                <a href={file.own.url} rel="nofollow noreferrer">
                  {texts.address}
                </a>
              </p>
            ) : null}
          </Entry>
        ))}
      </Entries>
      {sources.reviews ? (
        <Section title={texts.problems} id="problems">
          {problems.length === 0 ? <p>{texts.noProblems}</p> : null}
          <ProblemList show={show} problems={problems} total={total} />
        </Section>
      ) : null}
    </Page>
  );
}
