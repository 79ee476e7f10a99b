import { type Decide, DecideForm, DecideWithReason, type Moves } from "@/components/review/decide-form";
import styles from "@/components/review/queue.module.css";
import { ReviewMoves } from "@/components/review/review-moves";
import { Button } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { facts } from "@/lib/facts";
import { formatDay } from "@/lib/format-day";
import { reviewSurvey } from "@/lib/texts/en/surveys";
import { common } from "@/lib/texts/en/ui";
import type { SurveyRow } from "@/server/work/surveys/columns";
import type { ReadableProposal } from "@/server/work/surveys/read-survey-proposal";
import { RemarkTable } from "./remark-table";
import own from "./surveys.module.css";
import { Wide } from "./wide";

interface Props {
  readonly proposal: ReadableProposal;
  readonly mayPublish: boolean;
  readonly moves: Moves;
  readonly decide: Decide;
}

/** Nobody reads more rows than this; a line gives the number of the others. */
const SHOWN = 200;

/** A proposed survey to review: its rows, its changes, and its warnings. */
export function ReviewSurvey({ proposal, mayPublish, moves, decide }: Props) {
  const { id, surveys, rows, added, changed, missing, warnings, note, about } = proposal;
  const form = { action: decide, id, moves };
  const { waves = {}, ...described } = about;
  const said = [...Object.entries(described), ...Object.entries(Object.values(waves)[0] ?? {})];
  return (
    <article aria-labelledby="deciding">
      <p className={styles.place}>{reviewSurvey.kind}</p>
      <h2 id="deciding" tabIndex={-1} className={styles.summary}>
        {surveys.join(", ")}
      </h2>
      <p className={styles.facts}>
        {facts([
          reviewSurvey.proposedBy(proposal.proposerName, formatDay(proposal.proposedAt)),
          common.rows(rows.length),
          reviewSurvey.added(added),
          reviewSurvey.changed(changed.length),
          missing.length > 0 && reviewSurvey.missing(missing.length),
        ])}
      </p>
      <ReviewMoves moves={moves} />
      {note ? <p>{note}</p> : null}
      {said.length > 0 ? (
        <DescriptionList entries={said.map(([name, value]) => [name, String(value)])} />
      ) : null}
      {changed.length > 0 ? (
        <section aria-labelledby="changes" className={styles.rivals}>
          <h3 id="changes">{reviewSurvey.changes}</h3>
          <ul>
            {changed.slice(0, SHOWN).map(({ now, next }) => (
              <li key={next.line}>
                {next.question}, {next.category}: <del>{sayRow(now)}</del> <ins>{sayRow(next)}</ins>
              </li>
            ))}
          </ul>
          <p className={styles.facts}>{reviewSurvey.keep}</p>
        </section>
      ) : null}
      {missing.length > 0 ? (
        <section aria-labelledby="missing" className={styles.rivals}>
          <h3 id="missing">{reviewSurvey.takesOut}</h3>
          <ul>
            {missing.slice(0, SHOWN).map((row) => (
              <li key={row.line}>
                {row.wave}, {row.question}, {row.category}: <del>{sayRow(row)}</del>
              </li>
            ))}
          </ul>
          {missing.length > SHOWN ? <p>{reviewSurvey.more(missing.length - SHOWN)}</p> : null}
          <p className={styles.facts}>{reviewSurvey.takesOutHint}</p>
        </section>
      ) : null}
      {warnings.length > 0 ? <RemarkTable name={reviewSurvey.warnings} remarks={warnings} /> : null}
      <details className={styles.doubts} open={rows.length <= 30}>
        <summary>{reviewSurvey.rows}</summary>
        <Wide name={reviewSurvey.rows}>
          <table className={own.rows}>
            <thead>
              <tr>
                {Object.values(reviewSurvey.heads).map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, SHOWN).map((row) => (
                <tr key={row.line}>
                  <td>{row.line}</td>
                  <td>{row.question}</td>
                  <td>{row.category}</td>
                  <td>{reviewSurvey.base(row.base, row.baseN)}</td>
                  <td>{sayRow(row)}</td>
                  <td>{reviewSurvey.source(row.sourceType, row.source)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
        {rows.length > SHOWN ? <p>{reviewSurvey.more(rows.length - SHOWN)}</p> : null}
      </details>
      {mayPublish ? null : <p className={styles.facts}>{reviewSurvey.own}</p>}
      <div className={styles.ways}>
        {mayPublish ? (
          <DecideForm {...form} decision="publish">
            <Button variant="primary" data-key="a" shortcut="a">
              {reviewSurvey.publish}
            </Button>
          </DecideForm>
        ) : null}
        <DecideWithReason
          {...{ ...form, decision: "reject", press: "r" }}
          {...{ name: reviewSurvey.reject, ask: reviewSurvey.why }}
        />
      </div>
    </article>
  );
}

function sayRow({ qualifier, value, valueMax, unit }: SurveyRow): string {
  const upper = valueMax === null ? "" : ` ${reviewSurvey.upTo(valueMax)}`;
  return `${qualifier === "=" ? "" : qualifier}${value}${upper} ${unit === "percent" ? "%" : unit}`;
}
