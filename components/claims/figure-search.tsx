import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FieldRow, Fieldset } from "@/components/ui/form";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { figureSearch as texts } from "@/lib/texts/en/claims";
import type { WantedFigures as Asked, FoundFigures } from "@/server/work/claims/find-figures";

/** The fields that look for any figure, by words and by survey, wave and question. They stand in a form of their own. */
export function FigureSearch({ asked, found }: { readonly asked: Asked; readonly found: FoundFigures }) {
  return (
    <Panel>
      <Fieldset legend={texts.legend}>
        <FieldRow>
          <Field label={texts.words} name="find" defaultValue={asked.words} maxLength={200} type="search" />
          <Select label={texts.survey} name="survey" defaultValue={asked.survey}>
            <option value="">{texts.anySurvey}</option>
            {found.surveys.map(({ slug, title }) => (
              <option key={slug} value={slug}>
                {title}
              </option>
            ))}
          </Select>
          {found.waves.length > 0 ? (
            <Select label={texts.wave} name="wave" defaultValue={asked.wave}>
              <option value="">{texts.anyWave}</option>
              {found.waves.map((wave) => (
                <option key={wave}>{wave}</option>
              ))}
            </Select>
          ) : null}
          {found.questions.length > 0 ? (
            <Select label={texts.question} name="question" defaultValue={asked.question}>
              <option value="">{texts.anyQuestion}</option>
              {found.questions.map(({ slug, wording }) => (
                <option key={slug} value={slug}>
                  {wording ?? slug.replaceAll("-", " ")}
                </option>
              ))}
            </Select>
          ) : null}
        </FieldRow>
      </Fieldset>
      <Button>{texts.find}</Button>
    </Panel>
  );
}
