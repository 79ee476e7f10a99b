import { statisticOf } from "@/components/surveys/statistic-of";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Fieldset } from "@/components/ui/form";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { type Operation, sayStatistic } from "@/evidence";
import { expressionBuilder as texts } from "@/lib/texts/en/claims";
import type { BuiltFigure } from "@/server/work/claims/build-figure";
import type { Suggestion } from "@/server/work/claims/suggest-statistics";

interface Props {
  /** The figures that were looked for, of which some may be chosen. */
  readonly found: readonly Suggestion[];
  /** Those that were chosen before stay, whatever is looked for next. */
  readonly built: BuiltFigure;
  readonly operation: Operation | null;
}

/** Puts a figure together of several that were found: their sum, a complement, a difference or a ratio. */
export function ExpressionBuilder({ found, built: { terms, isWrong }, operation }: Props) {
  const chosen = new Set(terms.map(({ id }) => id));
  const others = found.map(({ statistic }) => statistic).filter(({ id }) => !chosen.has(id));
  if (terms.length + others.length === 0) return null;
  return (
    <Panel>
      <Fieldset legend={texts.legend}>
        {[...terms, ...others].map((statistic) => (
          <Checkbox
            key={statistic.id}
            name="term"
            value={statistic.id}
            defaultChecked={chosen.has(statistic.id)}
            label={texts.term(
              statistic.category,
              sayStatistic(statisticOf(statistic)),
              `${statistic.survey.title} ${statistic.wave.name}, ${statistic.base}`,
            )}
          />
        ))}
        <Select label={texts.operation} name="operation" defaultValue={operation ?? ""}>
          <option value="">{texts.choose}</option>
          {Object.entries(texts.operations).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </Fieldset>
      {isWrong && operation ? <Notice kind="error">{texts.wrong[operation]}</Notice> : null}
      <Button>{texts.compute}</Button>
    </Panel>
  );
}
