import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Bar } from "@/components/charts/bar";
import charts from "@/components/charts/charts.module.css";
import { TimeChart } from "@/components/charts/time-chart";
import page from "@/components/ui/page.module.css";
import { formatStretch } from "@/lib/format-stretch";
import { countOf } from "@/lib/time";
import { db } from "@/server/db";
import { listContributors } from "@/server/work/contributions/list-contributors";
import { findShow } from "@/server/work/shows/find-show";
import { readShowState } from "@/server/work/shows/read-show-state";

export const dynamic = "force-dynamic";

const TOP = 10;

export async function generateMetadata({ params }: PageProps<"/[show]/state">): Promise<Metadata> {
  const show = await findShow(db(), (await params).show);
  if (!show) notFound();
  return { title: `How ${show.title} is getting on`, alternates: { canonical: `/${show.slug}/state` } };
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
  return (
    <div className={`${page.page} ${page.narrow}`}>
      <h1 className={page.title}>How {show.title} is getting on</h1>
      <p className={page.links}>
        <Link href={`/${slug}`}>{show.title}</Link>
      </p>
      {first && last && state.gaps.length > 1 ? (
        <TimeChart
          title="Gaps left"
          summary={`${countOf(first.open, "gap")} in ${when.format(first.at)}, ${countOf(last.open, "gap")} in ${when.format(last.at)}.`}
          points={state.gaps.map(({ at, open }) => ({ when: when.format(at), value: open }))}
          say={(open) => countOf(open, "gap")}
          columns={[state.unit === "day" ? "Day" : "Month", "Gaps left"]}
        />
      ) : (
        <p>{countOf(show.gaps, "gap")} left. A line of how they become fewer is drawn from tomorrow on.</p>
      )}
      {newest && state.waits.length > 1 ? (
        <TimeChart
          title="How long a contribution waits for its decision"
          summary={`The median was ${formatStretch(newest.median)} in ${when.format(newest.at)}, of ${countOf(newest.decided, "decision")}.`}
          points={state.waits.map(({ at, median }) => ({ when: when.format(at), value: median }))}
          say={formatStretch}
          columns={[state.unit === "day" ? "Day" : "Month", "Median wait"]}
        />
      ) : (
        <p>
          {newest
            ? `A contribution waits ${formatStretch(newest.median)} for its decision, the median of ${newest.decided}.`
            : "Nobody has decided a contribution yet."}
        </p>
      )}
      <section className={page.section} aria-labelledby="top">
        <h2 className={page.subtitle} id="top">
          Most changes accepted
        </h2>
        {contributors.length === 0 ? <p>Nobody has had a change accepted yet.</p> : null}
        <table className={charts.people}>
          <caption className="visually-hidden">Who has had most changes accepted, and how many</caption>
          <tbody>
            {contributors.map(({ name, handle, accepted }) => (
              <tr key={`${handle} ${name}`}>
                <th scope="row">
                  {handle ? (
                    <Link href={`/people/${handle}`} prefetch={false}>
                      {name}
                    </Link>
                  ) : (
                    name
                  )}
                </th>
                <td>
                  <span className={charts.row}>
                    <Bar share={accepted / most} />
                    {countOf(accepted, "change")}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
