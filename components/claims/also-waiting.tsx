import { ageOf } from "@/components/contribution/age-of";
import styles from "@/components/review/queue.module.css";
import { Fill } from "@/components/ui/fill";
import { Link } from "@/components/ui/link";
import { facts } from "@/lib/facts";
import { alsoWaiting, claimList, reviewReasons } from "@/lib/texts/en/claims";
import { common } from "@/lib/texts/en/ui";
import type { ClaimToReview } from "@/server/work/claims/list-claims-to-review";
import type { OpenReport } from "@/server/work/reports/list-open-reports";
import type { SurveyDoubts } from "@/server/work/surveys/find-doubts";
import type { ListedProposal } from "@/server/work/surveys/list-survey-proposals";

interface Props {
  readonly claims: readonly ClaimToReview[];
  readonly proposals: readonly ListedProposal[];
  readonly doubts: readonly SurveyDoubts[];
  readonly reports: readonly OpenReport[];
  readonly chosen: { readonly kind: string; readonly id: number | string } | null;
  readonly query: string;
  readonly now: number;
}

/** Other items that await review, below the contributions: reports, claims, surveys, figures that do not add up. */
export function AlsoWaiting({ claims, proposals, doubts, reports, chosen, query, now }: Props) {
  const hrefOf = (kind: string, id: number | string) => `/review?${query}${query ? "&" : ""}${kind}=${id}`;
  const current = (kind: string, id: number | string) => chosen?.kind === kind && chosen.id === id;
  return (
    <div className={styles.also}>
      {reports.length > 0 ? (
        <nav aria-labelledby="waiting-reports" data-also>
          <h2 id="waiting-reports">{alsoWaiting.reports(reports.length)}</h2>
          <ol>
            {reports.map(({ id, quote, note, episode, at }) => (
              <li key={id} data-current={current("report", id) || undefined}>
                <Link
                  href={hrefOf("report", id)}
                  className={styles.entry}
                  aria-current={current("report", id) ? "true" : undefined}
                >
                  <span>{note ?? claimList.quoted(quote)}</span>
                  <small>{facts([episode.title, ageOf(at.getTime(), now)])}</small>
                </Link>
              </li>
            ))}
          </ol>
        </nav>
      ) : null}
      {claims.length > 0 ? (
        <nav aria-labelledby="waiting-claims" data-also>
          <h2 id="waiting-claims">{alsoWaiting.claims}</h2>
          <ol>
            {claims.map(({ id, exact, reasons, by, episode, since }) => (
              <li key={id} data-current={current("claim", id) || undefined}>
                <Link
                  href={hrefOf("claim", id)}
                  className={styles.entry}
                  aria-current={current("claim", id) ? "true" : undefined}
                >
                  <span>{claimList.quoted(exact)}</span>
                  <small>{reasons.map((reason) => reviewReasons[reason].short).join(", ")}</small>
                  <small>{facts([by, episode, ageOf(since, now)])}</small>
                </Link>
              </li>
            ))}
          </ol>
        </nav>
      ) : null}
      {proposals.length > 0 ? (
        <nav aria-labelledby="waiting-surveys" data-also>
          <h2 id="waiting-surveys">{alsoWaiting.surveys}</h2>
          <ol>
            {proposals.map(({ id, surveys, rows, by, since }) => (
              <li key={id} data-current={current("proposal", id) || undefined}>
                <Link
                  href={hrefOf("proposal", id)}
                  className={styles.entry}
                  aria-current={current("proposal", id) ? "true" : undefined}
                >
                  <span>{surveys.join(", ")}</span>
                  <small>{facts([common.rows(rows), by, ageOf(since, now)])}</small>
                </Link>
              </li>
            ))}
          </ol>
        </nav>
      ) : null}
      {doubts.length > 0 ? (
        <section aria-labelledby="doubts">
          <h2 id="doubts">{alsoWaiting.doubts}</h2>
          {doubts.map(({ survey, title, remarks }) => (
            <details key={survey} className={styles.doubts}>
              <summary>{alsoWaiting.doubtCount(title, remarks.length)}</summary>
              <p className={styles.facts}>
                <Fill
                  text={alsoWaiting.lines}
                  with={{ file: <a href={`/surveys/${survey}.csv`}>{alsoWaiting.file}</a> }}
                />
              </p>
              <ul>
                {remarks.map(({ line, code, message }) => (
                  <li key={`${line} ${code}`}>{message}</li>
                ))}
              </ul>
            </details>
          ))}
        </section>
      ) : null}
    </div>
  );
}
