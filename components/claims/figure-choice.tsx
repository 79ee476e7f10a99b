import { asStatistic } from "@/components/surveys/as-statistic";
import fields from "@/components/ui/stacked-form.module.css";
import { sayStatistic, sayWhy } from "@/evidence";
import type { Suggestion } from "@/server/work/claims/suggest-statistics";
import styles from "./claims.module.css";
import { Outcome } from "./outcome";

const WARNINGS: Record<Suggestion["base"], string | null> = {
  same: null,
  differs: "It counts other people than the claim is about.",
  "not-stated-on-air": "Whom the claim is about was not said: is it these?",
  "not-stated-by-survey": "Who exactly was counted is not stated by the source.",
};

/** The figures a claim may be about, the likeliest first, each with its outcome, why, and what to look at first. */
export function FigureChoice({
  suggestions,
  none,
}: {
  suggestions: readonly Suggestion[];
  /** What it is called to choose none of them; left out where one has to be chosen. */
  none?: string;
}) {
  return (
    <fieldset>
      <legend>Which figure it is about</legend>
      {suggestions.map(({ statistic, comparison, base }) => (
        <label key={statistic.id} className={styles.choice}>
          {/* With its version: what is sent is what was shown. */}
          <input type="radio" name="figure" value={`${statistic.id}.${statistic.newest}`} required />
          <span>
            {statistic.wording ?? statistic.question.replaceAll("-", " ")}: <b>{statistic.category}</b>,{" "}
            {sayStatistic(asStatistic(statistic))} <Outcome outcome={comparison.outcome} />
            <span className={styles.detail}>
              {comparison.outcome === "matches" || comparison.outcome === "not comparable" ? "" : "Why: "}
              {sayWhy(comparison)}.
            </span>
            <span className={styles.detail}>
              {statistic.survey.title} {statistic.wave.name}, {statistic.base}
              {statistic.baseN === null ? ", n not stated" : `, n = ${statistic.baseN.toLocaleString("en")}`}
            </span>
            {WARNINGS[base] ? (
              <span className={styles.detail}>
                <b>Look first:</b> {WARNINGS[base]}
              </span>
            ) : null}
          </span>
        </label>
      ))}
      {none === undefined ? null : (
        <label className={styles.choice}>
          <input type="radio" name="figure" value="" required />
          <span>{none}</span>
        </label>
      )}
    </fieldset>
  );
}

/** How a figure bears on a claim, and a word about it. */
export function RelationAndNote() {
  return (
    <>
      <div className={fields.row}>
        <label>
          How it bears on the claim
          <select name="relation" defaultValue="">
            <option value="">as the outcome suggests</option>
            <option value="supports">supports it</option>
            <option value="refutes">speaks against it</option>
            <option value="context">gives context</option>
          </select>
        </label>
      </div>
      <label>
        Note for whoever decides
        <textarea name="note" maxLength={2000} rows={3} />
      </label>
    </>
  );
}
