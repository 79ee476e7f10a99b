import { statisticOf } from "@/components/surveys/statistic-of";
import { TextArea } from "@/components/ui/field";
import { Fieldset } from "@/components/ui/form";
import { Select } from "@/components/ui/select";
import { sayStatistic, sayWhy } from "@/evidence";
import {
  expressionBuilder as builderTexts,
  claimCard,
  figureSearch as searchTexts,
  figureChoice as texts,
} from "@/lib/texts/en/claims";
import { questionChart } from "@/lib/texts/en/surveys";
import type { BuiltFigure } from "@/server/work/claims/build-figure";
import type { FoundFigures, WantedFigures } from "@/server/work/claims/find-figures";
import type { Suggestion } from "@/server/work/claims/suggest-statistics";
import styles from "./claims.module.css";
import { figureValue } from "./figure-value";
import { OutcomeLabel } from "./outcome-label";

const WARNINGS: Record<Suggestion["base"], string | null> = { same: null, ...texts.warnings };

/** The figures that a claim may be about, the likeliest first, each with its outcome, the reason and what to check. */
export function FigureChoice({
  legend = texts.legend,
  suggestions,
  none,
}: {
  legend?: string;
  suggestions: readonly Suggestion[];
  /** The label of the choice “none of these”; left out where a figure is required. */
  none?: string;
}) {
  return (
    <Fieldset legend={legend}>
      {suggestions.map(({ statistic, comparison, base, wave, spokenOf }) => (
        <label key={figureValue(statistic)} className={styles.choice}>
          {/* The version ensures that the reader sends what they saw. */}
          <input type="radio" name="figure" value={figureValue(statistic)} required />
          <span>
            {statistic.wording ?? statistic.question.replaceAll("-", " ")}: <b>{statistic.category}</b>,{" "}
            {sayStatistic(statisticOf(statistic))} <OutcomeLabel outcome={comparison.outcome} />
            {statistic.computed ? (
              <span className={styles.detail}>{claimCard.computed(statistic.computed.said)}</span>
            ) : null}
            <span className={styles.detail}>
              {comparison.outcome === "matches" || comparison.outcome === "not comparable"
                ? texts.sentence(sayWhy(comparison))
                : texts.why(sayWhy(comparison))}
            </span>
            <span className={styles.detail}>
              {texts.survey(
                statistic.survey.title,
                statistic.wave.name,
                statistic.base,
                questionChart.n(statistic.baseN),
              )}
            </span>
            {[WARNINGS[base], waveWarning(statistic.wave.name, wave, spokenOf)].map((warning) =>
              warning === null ? null : (
                <span key={warning} className={styles.detail}>
                  <b>{texts.look}</b> {warning}
                </span>
              ),
            )}
          </span>
        </label>
      ))}
      {none === undefined ? null : (
        <label className={styles.choice}>
          <input type="radio" name="figure" value="" required />
          <span>{none}</span>
        </label>
      )}
    </Fieldset>
  );
}

/** The figure that was put together by hand; nothing where none was. */
export function BuiltChoice({ built: { figure } }: { readonly built: BuiltFigure }) {
  return figure ? <FigureChoice legend={builderTexts.built} suggestions={[figure]} /> : null;
}

/** The figures that were looked for; nothing where nothing was. */
export function FoundChoice({
  asked,
  found,
}: {
  readonly asked: WantedFigures;
  readonly found: FoundFigures;
}) {
  if (asked.words.trim() === "" && asked.question === "") return null;
  const { figures, total } = found;
  return <FigureChoice legend={searchTexts.found(figures.length, total)} suggestions={figures} />;
}

function waveWarning(name: string, wave: Suggestion["wave"], spokenOf: string | null): string | null {
  if (wave === "same") return null;
  if (wave === "unknown") return texts.waves.unknown;
  return spokenOf === null ? texts.waves.missing(name) : texts.waves.other(name, spokenOf);
}

/** How a figure relates to a claim, and a note about it. */
export function RelationAndNote() {
  return (
    <>
      <Select label={texts.relation} name="relation" defaultValue="">
        <option value="">{texts.relations.none}</option>
        <option value="supports">{texts.relations.supports}</option>
        <option value="refutes">{texts.relations.refutes}</option>
        <option value="context">{texts.relations.context}</option>
      </Select>
      <TextArea label={texts.note} name="note" maxLength={2000} rows={3} />
    </>
  );
}
