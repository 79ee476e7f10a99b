import { type Decide, DecideForm, DecideWithReason, type Moves } from "@/components/review/decide-form";
import styles from "@/components/review/queue.module.css";
import { ReviewMoves } from "@/components/review/review-moves";
import { facts } from "@/lib/facts";
import { formatDay } from "@/lib/format-day";
import { countOf } from "@/lib/time";
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

/** More are not read through; the count says how many there are. */
const SHOWN = 200;

/** A proposed survey to decide: what is in it, what it would change, what is doubtful about it. */
export function ReviewSurvey({ proposal, mayPublish, moves, decide }: Props) {
  const { id, surveys, rows, added, changed, warnings, note, about } = proposal;
  const form = { action: decide, id, moves };
  const { waves = {}, ...described } = about;
  const said = [...Object.entries(described), ...Object.entries(Object.values(waves)[0] ?? {})];
  return (
    <article aria-labelledby="deciding">
      <p className={styles.place}>A survey</p>
      <h2 id="deciding" tabIndex={-1} className={styles.summary}>
        {surveys.join(", ")}
      </h2>
      <p className={styles.facts}>
        Proposed by {proposal.proposerName}, {formatDay(proposal.proposedAt)} ·{" "}
        {facts([countOf(rows.length, "row"), `${added} new`, `${changed.length} changed`])}
      </p>
      <ReviewMoves moves={moves} />
      {note ? <p>{note}</p> : null}
      {said.length > 0 ? (
        <dl className={own.about}>
          {said.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{String(value)}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {changed.length > 0 ? (
        <section aria-labelledby="changes" className={styles.rivals}>
          <h3 id="changes">What would say something else</h3>
          <ul>
            {changed.slice(0, SHOWN).map(({ now, next }) => (
              <li key={next.line}>
                {next.question}, {next.category}: <del>{sayRow(now)}</del> <ins>{sayRow(next)}</ins>
              </li>
            ))}
          </ul>
          <p className={styles.facts}>Claims that rest on these keep what they were held against.</p>
        </section>
      ) : null}
      {warnings.length > 0 ? <RemarkTable name="Warnings" remarks={warnings} /> : null}
      <details className={styles.doubts} open={rows.length <= 30}>
        <summary>The rows</summary>
        <Wide name="The rows">
          <table className={own.rows}>
            <thead>
              <tr>
                {["Line", "Question", "Answer", "Who", "Value", "Source"].map((name) => (
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
                  <td>
                    {row.base}
                    {row.baseN === null ? "" : `, n = ${row.baseN}`}
                  </td>
                  <td>{sayRow(row)}</td>
                  <td>
                    {row.sourceType}: {row.source}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
        {rows.length > SHOWN ? <p>… and {rows.length - SHOWN} more.</p> : null}
      </details>
      {mayPublish ? null : <p className={styles.facts}>This is your own. Somebody else has to publish it.</p>}
      <div className={styles.ways}>
        {mayPublish ? (
          <DecideForm {...form} decision="publish">
            <button type="submit" className={styles.primary} data-key="a">
              Publish <kbd>a</kbd>
            </button>
          </DecideForm>
        ) : null}
        <DecideWithReason
          {...{ ...form, decision: "reject", press: "r" }}
          {...{ name: "Reject", ask: "Why? Whoever proposed it will read this." }}
        />
      </div>
    </article>
  );
}

function sayRow({ qualifier, value, valueMax, unit }: SurveyRow): string {
  const upper = valueMax === null ? "" : ` to ${valueMax}`;
  return `${qualifier === "=" ? "" : qualifier}${value}${upper} ${unit === "percent" ? "%" : unit}`;
}
