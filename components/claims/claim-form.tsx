import fields from "@/components/ui/stacked-form.module.css";
import type { DraftClaim } from "@/server/work/claims/draft-claim";
import page from "../ui/page.module.css";
import styles from "./claims.module.css";
import { FigureChoice, RelationAndNote } from "./figure-choice";

interface Props {
  readonly draft: DraftClaim;
  readonly send: (data: FormData) => Promise<void>;
  readonly show: string;
  readonly slug: string;
  readonly segmentId: number;
  /** Where whoever is not signed in does that, and comes back to this form. */
  readonly signIn: string | null;
}

const KINDS = {
  percent: "a share in percent",
  count: "a number of something",
  duration: "a length of time",
  rank: "a place in a ranking",
  trend: "a trend",
  vague: "no number",
};
const SCOPES = {
  sample: "those who were asked",
  population: "people at large",
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
export function ClaimForm({ draft, send, show, slug, segmentId, signIn }: Props) {
  const { quantity, exact, position, firstWord, scope, base, suggestions } = draft;
  const words = { p: segmentId, q: exact, w: firstWord, at: position };
  const stated = {
    kind: quantity.kind,
    comparator: quantity.comparator,
    value: String(quantity.range?.[0] ?? quantity.value ?? ""),
    to: String(quantity.range?.[1] ?? ""),
    unit: quantity.unit ?? "",
    from: quantity.from ?? "top",
    scope,
    base: base ?? "",
  };
  const bases = [...new Set(suggestions.map(({ statistic }) => statistic.base))];
  return (
    <>
      <blockquote className={styles.quote}>“{exact}”</blockquote>
      <form className={fields.form} action={`/${show}/${slug}/claim`}>
        <Hidden values={words} />
        <fieldset>
          <legend>What it states</legend>
          <div className={fields.row}>
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
            {quantity.kind === "rank" ? (
              <Choice
                name="from"
                label="Counted from"
                options={{ top: "the top", bottom: "the bottom" }}
                chosen={stated.from}
              />
            ) : null}
            <Choice name="scope" label="Whom it speaks of" options={SCOPES} chosen={stated.scope} />
            <label>
              Which of them, if it was said
              <input
                name="base"
                defaultValue={stated.base}
                maxLength={300}
                list="bases"
                placeholder="not stated"
              />
            </label>
            <datalist id="bases">
              {bases.map((each) => (
                <option key={each} value={each} />
              ))}
            </datalist>
          </div>
          <p className={styles.decide}>
            <button type="submit" className={page.button}>
              Compare again
            </button>
          </p>
        </fieldset>
      </form>
      <form className={fields.form} action={send}>
        <Hidden values={{ show, slug, ...words, ...stated }} />
        <FigureChoice suggestions={suggestions} none="None of these, or I do not know" />
        <RelationAndNote />
        <p>
          {signIn ? (
            <a className={page.button} href={signIn}>
              Sign in to send it
            </a>
          ) : (
            <button type="submit" className={page.button}>
              Send the claim
            </button>
          )}
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
