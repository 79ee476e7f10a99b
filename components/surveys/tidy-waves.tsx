import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Section } from "@/components/ui/section";
import { tidySurvey as texts } from "@/lib/texts/en/surveys";
import type { TidySurvey } from "@/server/work/surveys/read-tidy";
import { MergeForm, PickOne, type SendTidy, TidyPlace } from "./merge-form";

/** The waves of a survey: one is taken back, or merged into another. */
export function TidyWaves({
  slug,
  waves,
  retract,
  merge,
}: {
  readonly slug: string;
  readonly waves: TidySurvey["waves"];
  readonly retract: SendTidy;
  readonly merge: SendTidy;
}) {
  const choices = waves.map(({ id, name, statistics }) => ({ id, label: texts.wave(name, statistics) }));
  return (
    <Section title={texts.waves}>
      <Form action={retract}>
        <TidyPlace slug={slug} />
        <PickOne label={texts.takeBackWave} name="wave" choices={choices} />
        <Field label={texts.reason} name="reason" maxLength={2000} required />
        <Button variant="danger">{texts.retract}</Button>
      </Form>
      {waves.length > 1 ? <MergeForm {...{ slug, choices, merge }} question="" of="waves" /> : null}
    </Section>
  );
}
