import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Bar } from "@/components/charts/bar";
import charts from "@/components/charts/charts.module.css";
import { TimeChart } from "@/components/charts/time-chart";
import { ProblemList } from "@/components/shows/problem-list";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import page from "@/components/ui/page.module.css";
import { PageHeading } from "@/components/ui/page-heading";
import { Section } from "@/components/ui/section";
import { formatStretch } from "@/lib/format-stretch";
import { doubtsList, progressPage, sourceFiles } from "@/lib/texts/en/shows";
import { common } from "@/lib/texts/en/ui";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { listContributors } from "@/server/work/contributions/list-contributors";
import { findShow } from "@/server/work/shows/find-show";
import { listDoubts } from "@/server/work/shows/list-doubts";
import { listImportProblems } from "@/server/work/shows/list-import-problems";
import { readAlignmentState } from "@/server/work/shows/read-alignment-state";
import { readShowState } from "@/server/work/shows/read-show-state";
import { splitHere } from "./actions";
import { WordTimes } from "./word-times";

export const dynamic = "force-dynamic";

const TOP = 10;

export async function generateMetadata({ params }: PageProps<"/[show]/state">): Promise<Metadata> {
  const show = await findShow(db(), (await params).show);
  if (!show) notFound();
  return { title: progressPage.title(show.title), alternates: { canonical: `/${show.slug}/state` } };
}

export default async function ShowStatePage({ params, searchParams }: PageProps<"/[show]/state">) {
  const { show: slug } = await params;
  const show = await findShow(db(), slug);
  if (!show) notFound();
  const person = await currentPerson();
  const personId = person?.id ?? null;
  const [state, contributors, doubts, { problems, total }, wordTimes] = await Promise.all([
    readShowState(db(), slug),
    listContributors(db(), { show: slug }, TOP),
    listDoubts(db(), { show: slug, personId }),
    listImportProblems(db(), { show: slug, personId }),
    readAlignmentState(db(), { show: slug, personId }),
  ]);
  const { refused } = await searchParams;
  const when = new Intl.DateTimeFormat("en", {
    ...(state.unit === "day" ? { day: "numeric", month: "short" } : { month: "short" }),
    year: "numeric",
    timeZone: "UTC",
  });
  const [first, last] = [state.gaps[0], state.gaps.at(-1)];
  const waits = state.waits.flatMap(({ at, median, decided }) =>
    median === null ? [] : [{ at, median, decided }],
  );
  const newest = waits.at(-1);
  const most = contributors[0]?.accepted ?? 1;
  const unit = state.unit === "day" ? progressPage.day : progressPage.month;
  return (
    <Page narrow>
      <PageHeading
        over={<Link href={`/${slug}`}>{show.title}</Link>}
        title={progressPage.title(show.title)}
      />
      {first && last && state.gaps.length > 1 ? (
        <TimeChart
          title={progressPage.gapsLeft}
          summary={progressPage.gapsSummary(
            common.gaps(first.open),
            when.format(first.at),
            common.gaps(last.open),
            when.format(last.at),
          )}
          points={state.gaps.map(({ at, open }) => ({ when: when.format(at), value: open }))}
          say={common.gaps}
          columns={[unit, progressPage.gapsLeft]}
        />
      ) : (
        <p className={page.facts}>{progressPage.noChartYet(common.gapsLeft(show.gaps))}</p>
      )}
      {newest && state.waits.length > 1 ? (
        <TimeChart
          title={progressPage.waitTitle}
          summary={progressPage.waitSummary(
            formatStretch(newest.median),
            when.format(newest.at),
            newest.decided,
          )}
          points={state.waits.map(({ at, median }) => ({ when: when.format(at), value: median }))}
          say={formatStretch}
          columns={[unit, progressPage.medianWait]}
        />
      ) : (
        <p className={page.facts}>
          {newest ? progressPage.wait(formatStretch(newest.median), newest.decided) : progressPage.noReviews}
        </p>
      )}
      <WordTimes show={slug} state={wordTimes} />
      {doubts.length > 0 ? (
        <Section title={doubtsList.title} id="doubts">
          {refused === undefined ? null : <Notice kind="error">{doubtsList.refused}</Notice>}
          <p>{doubtsList.lead}</p>
          <ul>
            {doubts.map(
              ({ documentId, base, slug: episodeSlug, episode, segment, at, name, before, after }) => (
                <li key={`${documentId} ${segment} ${at}`}>
                  <Link href={`/${slug}/${episodeSlug}`}>{episode}</Link>
                  <p>
                    {before} <strong>{name}:</strong> {after}
                  </p>
                  <form action={splitHere}>
                    <input type="hidden" name="show" value={slug} />
                    <input type="hidden" name="documentId" value={documentId} />
                    <input type="hidden" name="base" value={base} />
                    <input type="hidden" name="segment" value={segment} />
                    <input type="hidden" name="at" value={at} />
                    <Button type="submit">{doubtsList.split(name)}</Button>
                  </form>
                </li>
              ),
            )}
          </ul>
        </Section>
      ) : null}
      {problems.length > 0 ? (
        <Section title={sourceFiles.problems} id="unread">
          <ProblemList show={slug} problems={problems} total={total} withEpisode />
        </Section>
      ) : null}
      <Section title={progressPage.most} id="top">
        {contributors.length === 0 ? <p>{progressPage.noChanges}</p> : null}
        <table className={charts.people}>
          <caption className="visually-hidden">{progressPage.mostTable}</caption>
          <tbody>
            {contributors.map(({ name, handle, accepted }) => (
              <tr key={`${handle} ${name}`}>
                <th scope="row">{handle ? <Link href={`/people/${handle}`}>{name}</Link> : name}</th>
                <td>
                  <span className={charts.row}>
                    <Bar share={accepted / most} />
                    {progressPage.changes(accepted)}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
    </Page>
  );
}
