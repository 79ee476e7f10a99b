import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { claimFilters as texts } from "@/lib/texts/en/claims";
import { common } from "@/lib/texts/en/ui";
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

/** Filters for a list of claims: a plain form that leads to an address. */
export function ClaimFilterForm({ chosen, choices: { shows, speakers, surveys } }: Props) {
  const titled = (all: Props["choices"]["shows"]) => all.map(({ slug, title }) => [slug, title] as const);
  const filters = [
    [
      "outcome",
      texts.outcome,
      texts.anyOutcome,
      Object.entries(OUTCOMES).map(([value, { sign, word }]) => [value, `${sign} ${word}`] as const),
    ],
    ["show", common.show, common.allShows, titled(shows)],
    ["speaker", common.speaker, common.anyone, speakers.map((name) => [name, name] as const)],
    ["survey", texts.survey, texts.allSurveys, titled(surveys)],
  ] as const;
  return (
    <form className={styles.filters} action="/claims">
      {filters.map(([name, label, all, options]) => (
        <Select key={`${name} ${chosen[name]}`} label={label} name={name} defaultValue={chosen[name]}>
          <option value="">{all}</option>
          {options.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </Select>
      ))}
      <Button>{texts.apply}</Button>
    </form>
  );
}
