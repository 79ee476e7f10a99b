import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Fieldset, Form } from "@/components/ui/form";
import { Section } from "@/components/ui/section";
import { tidySurvey as texts } from "@/lib/texts/en/surveys";
import type { TidyAnswer } from "@/server/work/surveys/read-tidy";
import { MergeForm, type SendTidy, TidyPlace } from "./merge-form";

/** The answers to a question, with all their figures: some are taken back, or one spelling merged into another. */
export function TidyAnswers({
  slug,
  question,
  answers,
  retract,
  merge,
}: {
  readonly slug: string;
  readonly question: string;
  readonly answers: readonly TidyAnswer[];
  readonly retract: SendTidy;
  readonly merge: SendTidy;
}) {
  const choices = answers.map(({ id, wave, label }) => ({ id, label: texts.answer(wave, label) }));
  return (
    <>
      <Section title={texts.takeBack}>
        <Form action={retract}>
          <TidyPlace slug={slug} question={question} />
          {answers.map(({ id, wave, label, figures }) => (
            <Fieldset key={id} legend={texts.answer(wave, label)}>
              {figures.map((figure) => (
                <Checkbox key={figure.id} name="figure" value={figure.id} label={texts.figure(figure)} />
              ))}
            </Fieldset>
          ))}
          <Field label={texts.reason} name="reason" maxLength={2000} required />
          <Button variant="danger">{texts.retract}</Button>
        </Form>
      </Section>
      {answers.length > 1 ? (
        <Section title={texts.spellings}>
          <MergeForm {...{ slug, question, choices, merge }} of="answers" />
        </Section>
      ) : null}
    </>
  );
}
