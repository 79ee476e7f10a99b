import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Bar } from "@/components/charts/bar";
import charts from "@/components/charts/charts.module.css";
import { TimeChart } from "@/components/charts/time-chart";
import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import page from "@/components/ui/page.module.css";
import { PageHeading } from "@/components/ui/page-heading";
import { Section } from "@/components/ui/section";
import { formatStretch } from "@/lib/format-stretch";
import { progressPage } from "@/lib/texts/en/shows";
import { common } from "@/lib/texts/en/ui";
import { db } from "@/server/db";
import { listContributors } from "@/server/work/contributions/list-contributors";
import { findShow } from "@/server/work/shows/find-show";
import { readShowState } from "@/server/work/shows/read-show-state";

export const dynamic = "force-dynamic";

const TOP = 10;

export async function generateMetadata({ params }: PageProps<"/[show]/state">): Promise<Metadata> {
  const show = await findShow(db(), (await params).show);
  if (!show) notFound();
  return { title: progressPage.title(show.title), alternates: { canonical: `/${show.slug}/state` } };
}

export default async function ShowStatePage({ params }: PageProps<"/[show]/state">) {
  const { show: slug } = await params;
  const show = await findShow(db(), slug);
  if (!show) notFound();
  const [state, contributors] = await Promise.all([
    readShowState(db(), slug),
    listContributors(db(), { show: slug }, TOP),
  ]);
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
