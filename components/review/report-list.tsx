import { Button } from "@/components/ui/button";
import { Entries, Entry, EntryFacts } from "@/components/ui/entries";
import { Buttons } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { formatDay } from "@/lib/format-day";
import { reportList as texts } from "@/lib/texts/en/review";
import { formatClock, momentQuery } from "@/lib/time";
import type { OpenReport } from "@/server/work/reports/list-open-reports";
import styles from "./report-list.module.css";

interface Props {
  readonly reports: readonly OpenReport[];
  /** Closes a report. It works without scripts. */
  readonly close: (form: FormData) => Promise<void>;
}

/** Readers' error reports, the oldest first, each with its paragraph and its moment. */
export function ReportList({ reports, close }: Props) {
  if (reports.length === 0) return null;
  return (
    <Section title={texts.title(reports.length)} id="reports">
      <Entries>
        {reports.map((report) => {
          const { id, episode, segmentId, start, quote, note, reporter, at, stands } = report;
          const href = `/${episode.show}/${episode.slug}`;
          return (
            <Entry key={id}>
              <blockquote className={styles.quote}>{quote}</blockquote>
              {note ? <p className={styles.note}>{note}</p> : null}
              <EntryFacts>
                <Link href={`${href}${momentQuery(start)}${stands ? `#p${segmentId}` : ""}`}>
                  {texts.at(episode.title, formatClock(start))}
                </Link>
                {stands ? null : ` ${texts.gone}`}
                {" · "}
                {reporter ? (reporter.name ?? reporter.handle) : texts.listener} · {formatDay(at)}
              </EntryFacts>
              <form action={close}>
                <input type="hidden" name="id" value={id} />
                <Buttons>
                  <Button name="outcome" value="fixed">
                    {texts.fixed}
                  </Button>
                  <Button name="outcome" value="dismissed">
                    {texts.notAnError}
                  </Button>
                </Buttons>
              </form>
            </Entry>
          );
        })}
      </Entries>
    </Section>
  );
}
