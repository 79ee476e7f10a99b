import { ageOf } from "@/components/contribution/age-of";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Buttons } from "@/components/ui/form";
import { facts } from "@/lib/facts";
import { reportCard as texts } from "@/lib/texts/en/review";
import { formatClock, momentQuery } from "@/lib/time";
import type { OpenReport } from "@/server/work/reports/list-open-reports";
import type { Moves } from "./decide-form";
import styles from "./report-card.module.css";
import { ReviewMoves } from "./review-moves";

interface Props {
  readonly report: OpenReport;
  readonly moves: Moves;
  readonly now: number;
  /** Closes the report, and leads to what waits next. It works without scripts. */
  readonly close: (form: FormData) => Promise<void>;
}

/** A reader's error report in the middle of the desk: its paragraph, its moment, and what became of it. */
export function ReportCard({ report, moves, now, close }: Props) {
  const { id, episode, segmentId, start, quote, note, reporter, at, stands } = report;
  const href = `/${episode.show}/${episode.slug}`;
  return (
    <article aria-labelledby="report">
      <p>
        <a href={`${href}${momentQuery(start)}${stands ? `#p${segmentId}` : ""}`}>
          {texts.at(episode.title, formatClock(start))}
        </a>
        {stands ? null : ` ${texts.gone}`}
      </p>
      <h2 id="report" tabIndex={-1}>
        {texts.title}
      </h2>
      <p className={styles.facts}>
        {facts([reporter ? (reporter.name ?? reporter.handle) : texts.listener, ageOf(at.getTime(), now)])}
      </p>
      <ReviewMoves moves={moves} />
      <blockquote className={styles.quote}>{quote}</blockquote>
      {note ? <p className={styles.note}>{note}</p> : null}
      <form action={close} className={styles.close}>
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="back" value={moves.back} />
        <Buttons>
          {stands ? (
            <ButtonLink href={`${href}?correct=${segmentId}`} data-key="e">
              {texts.correct}
            </ButtonLink>
          ) : null}
          <Button name="outcome" value="fixed">
            {texts.fixed}
          </Button>
          <Button name="outcome" value="dismissed">
            {texts.notAnError}
          </Button>
        </Buttons>
      </form>
    </article>
  );
}
