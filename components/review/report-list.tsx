import Link from "next/link";
import page from "@/components/ui/page.module.css";
import { formatDay } from "@/lib/format-day";
import { countOf, formatClock, momentQuery } from "@/lib/time";
import type { OpenReport } from "@/server/work/reports/list-open-reports";
import styles from "./report-list.module.css";

interface Props {
  readonly reports: readonly OpenReport[];
  /** Closes one; it needs no JavaScript. */
  readonly close: (form: FormData) => Promise<void>;
}

/** What readers say is wrong, the oldest first, each with its paragraph and its moment. */
export function ReportList({ reports, close }: Props) {
  if (reports.length === 0) return null;
  return (
    <section className={page.section} aria-labelledby="reports">
      <h2 className={page.subtitle} id="reports">
        {countOf(reports.length, "report")} that something is wrong
      </h2>
      <ul className={styles.reports}>
        {reports.map((report) => {
          const { id, episode, segmentId, start, quote, note, reporter, at, stands } = report;
          const href = `/${episode.show}/${episode.slug}`;
          return (
            <li key={id} className={styles.report}>
              <blockquote className={styles.quote}>{quote}</blockquote>
              {note ? <p className={styles.note}>{note}</p> : null}
              <p className={styles.quiet}>
                <Link href={`${href}${momentQuery(start)}${stands ? `#p${segmentId}` : ""}`} prefetch={false}>
                  {episode.title} at {formatClock(start)}
                </Link>
                {stands ? null : " (the paragraph is gone since)"}
                {" · "}
                {reporter ? (reporter.name ?? reporter.handle) : "a listener"} · {formatDay(at)}
              </p>
              <form action={close} className={styles.closing}>
                <input type="hidden" name="id" value={id} />
                <button type="submit" name="outcome" value="fixed" className={page.button}>
                  It is put right
                </button>
                <button type="submit" name="outcome" value="dismissed" className={page.button}>
                  Nothing is wrong
                </button>
              </form>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
