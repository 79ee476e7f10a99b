import { sayReason, sayStatistic } from "@/evidence";
import type { DraftClaim } from "@/server/claims/draft-claim";
import page from "../ui/page.module.css";
import { asStatistic } from "./as-statistic";
import styles from "./claims.module.css";
import { Outcome } from "./outcome";

interface Props {
  readonly draft: DraftClaim;
  readonly send: (data: FormData) => Promise<void>;
  readonly show: string;
  readonly slug: string;
  readonly segmentId: number;
}

const KINDS = {
  percent: "a share in percent",
  count: "a number of something",
  duration: "a length of time",
  rank: "a place in a ranking",
  trend: "a trend",
  vague: "no number",
};
const COMPARATORS = {
  stated: "the bare number",
  about: "about",
  almost: "almost",
  just_over: "just over",
  more_than: "more than",
  less_than: "less than",
  at_least: "at least",
  at_most: "at most",
  between: "between",
  exactly: "exactly",
  majority: "the majority",
  vast_majority: "the vast majority",
  minority: "a minority",
  rank: "a place",
  up: "goes up",
  down: "goes down",
  stable: "stays the same",
  none: "none",
};

/** A claim before it is sent: its number to be corrected, and the figures it may be about, each with its outcome. */
export function ClaimForm({ draft, send, show, slug, segmentId }: Props) {
  const { quantity, exact, firstWord, suggestions } = draft;
  const same = { show, slug, p: segmentId, q: exact, w: firstWord };
  const stated = {
    kind: quantity.kind,
    comparator: quantity.comparator,
    value: String(quantity.range?.[0] ?? quantity.value ?? ""),
    to: String(quantity.range?.[1] ?? ""),
    unit: quantity.unit ?? "",
    from: quantity.from ?? "top",
  };
  return (
    <>
      <blockquote className={styles.quote}>“{exact}”</blockquote>
      <form className={styles.form} action={`/${show}/${slug}/claim`}>
        <Hidden values={{ p: segmentId, q: exact, w: firstWord }} />
        <fieldset>
          <legend>What it states</legend>
          <div className={styles.row}>
            <Choice name="kind" label="Kind" options={KINDS} chosen={stated.kind} />
            <Choice name="comparator" label="Said as" options={COMPARATORS} chosen={stated.comparator} />
            <label>
              Number
              <input name="value" defaultValue={stated.value} inputMode="decimal" />
            </label>
            <label>
              to (between)
              <input name="to" defaultValue={stated.to} inputMode="decimal" />
            </label>
            <label>
              What is counted
              <input name="unit" defaultValue={stated.unit} maxLength={60} />
            </label>
          </div>
          <p className={styles.decide}>
            <button type="submit" className={page.button}>
              Compare again
            </button>
          </p>
        </fieldset>
      </form>
      <form className={styles.form} action={send}>
        <Hidden values={{ ...same, ...stated }} />
        <fieldset>
          <legend>Which figure it is about</legend>
          {suggestions.map(({ statistic, comparison }) => (
            <label key={statistic.id} className={styles.choice}>
              <input type="radio" name="statistic" value={statistic.id} required />
              <span>
                {statistic.wording ?? statistic.question.replaceAll("-", " ")}: <b>{statistic.category}</b>,{" "}
                {sayStatistic(asStatistic(statistic))} <Outcome outcome={comparison.outcome} />
                {comparison.reason ? ` (${sayReason(comparison.reason)})` : null}
                <span className={styles.facts}>
                  <br />
                  {statistic.survey.title} {statistic.wave.name}, {statistic.base}
                  {statistic.base === "respondents" ? ": who exactly was counted is not stated" : ""}
                </span>
              </span>
            </label>
          ))}
          <label className={styles.choice}>
            <input type="radio" name="statistic" value="" required />
            <span>None of these, or I do not know</span>
          </label>
        </fieldset>
        <div className={styles.row}>
          <Choice
            name="relation"
            label="How it bears on the claim"
            options={{
              "": "as the outcome suggests",
              supports: "supports it",
              refutes: "speaks against it",
              context: "gives context",
            }}
            chosen=""
          />
        </div>
        <label>
          Note for whoever decides
          <textarea name="note" maxLength={2000} rows={3} />
        </label>
        <p>
          <button type="submit" className={page.button}>
            Send the claim
          </button>
        </p>
      </form>
    </>
  );
}

function Hidden({ values }: { values: Record<string, string | number> }) {
  return Object.entries(values).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
}

function Choice({
  name,
  label,
  options,
  chosen,
}: {
  name: string;
  label: string;
  options: Record<string, string>;
  chosen: string;
}) {
  return (
    <label>
      {label}
      <select name={name} defaultValue={chosen}>
        {Object.entries(options).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
