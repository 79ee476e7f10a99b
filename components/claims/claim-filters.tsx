import page from "../ui/page.module.css";
import styles from "./claims.module.css";
import { OUTCOMES } from "./outcomes";

interface Props {
  readonly chosen: {
    readonly outcome: string;
    readonly show: string;
    readonly speaker: string;
    readonly survey: string;
  };
  readonly choices: {
    readonly shows: readonly { readonly slug: string; readonly title: string }[];
    readonly speakers: readonly string[];
    readonly surveys: readonly { readonly slug: string; readonly title: string }[];
  };
}

/** What a list of claims is narrowed to: a plain form, whose answer is an address. */
export function ClaimFilters({ chosen, choices: { shows, speakers, surveys } }: Props) {
  const titled = (all: Props["choices"]["shows"]) => all.map(({ slug, title }) => [slug, title] as const);
  const filters = [
    [
      "outcome",
      "Outcome",
      "Any outcome",
      Object.entries(OUTCOMES).map(([value, { sign, word }]) => [value, `${sign} ${word}`] as const),
    ],
    ["show", "Show", "All shows", titled(shows)],
    ["speaker", "Speaker", "Anyone", speakers.map((name) => [name, name] as const)],
    ["survey", "Survey", "All surveys", titled(surveys)],
  ] as const;
  return (
    <form className={styles.filters} action="/claims">
      {filters.map(([name, label, all, options]) => (
        <label key={name}>
          {label}
          <select name={name} defaultValue={chosen[name]} key={chosen[name]}>
            <option value="">{all}</option>
            {options.map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        </label>
      ))}
      <button type="submit" className={page.button}>
        Show
      </button>
    </form>
  );
}
